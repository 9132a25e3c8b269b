/** What happened last: orders, proofs, downloads, a few of each. */
import { ordersHref } from "../orders/index.ts";
import { LinkList } from "../web/facts.tsx";
import { Columns, Section } from "../web/page.tsx";
import { Bytes, Day, When } from "../web/values.tsx";
import type { Home } from "./operations.ts";
import type { HomeSay } from "./texts.ts";

interface LatestProps {
  say: HomeSay;
  siteId: string;
  home: Home;
}

export function Latest({ say, siteId, home: { orders, proofs, downloads } }: LatestProps) {
  return (
    <Columns>
      {orders !== null && (
        <Few
          say={say}
          title="ordersTitle"
          none="ordersNone"
          all={ordersHref(siteId)}
          items={orders.map(({ number, orderedOn }) => ({
            href: ordersHref(siteId, number),
            label: number,
            detail: <Day date={orderedOn} />,
          }))}
        />
      )}
      {proofs !== null && (
        <Few
          say={say}
          title="proofsTitle"
          none="proofsNone"
          all={`/sites/${siteId}/proofs`}
          items={proofs.map(({ id, orderNumber, orderedOn }) => ({
            href: `/sites/${siteId}/proofs/${id}`,
            label: orderNumber,
            detail: <Day date={orderedOn} />,
          }))}
        />
      )}
      {downloads !== null && (
        <Few
          say={say}
          title="downloadsTitle"
          none="downloadsNone"
          all={`/sites/${siteId}/downloads`}
          items={downloads.map(({ fileId, fileName, sizeBytes, startedAt }) => ({
            href: `/sites/${siteId}/downloads/${fileId}`,
            label: fileName,
            detail: (
              <>
                <Bytes sizeBytes={sizeBytes} /> · <When at={startedAt} />
              </>
            ),
          }))}
        />
      )}
    </Columns>
  );
}

interface FewProps {
  say: HomeSay;
  title: "ordersTitle" | "proofsTitle" | "downloadsTitle";
  none: "ordersNone" | "proofsNone" | "downloadsNone";
  all: string;
  items: Parameters<typeof LinkList>[0]["items"];
}

function Few({ say, title, none, all, items }: FewProps) {
  return (
    <Section
      title={say(title)}
      actions={
        <a href={all} aria-label={`${say("showAll")}: ${say(title)}`}>
          {say("showAll")}
        </a>
      }
    >
      {items.length === 0 ? <p>{say(none)}</p> : <LinkList items={items} />}
    </Section>
  );
}
