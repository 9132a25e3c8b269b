-- Orders of renewals and reinstatements alone have a proof of entitlement, too. Those whose turn it was before had none made.

select set_config('carnet.reach', 'vendor', true);
update orders
   set proof_due = true
 where not proof_due
   and exists (select from order_lines line
                where line.site_id = orders.site_id
                  and line.order_id = orders.id
                  and line.renews_order is not null)
   and not exists (select from entitlement_lines licensed
                    where licensed.site_id = orders.site_id and licensed.order_id = orders.id);
select set_config('carnet.reach', '', true);
