import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import { sql } from "kysely";
import { type TestDatabase, testDatabase } from "../../test/database.ts";
import { onDatabase } from "../../test/template.ts";
import { openDatabase, type Query, type Reach, transaction, violatedConstraint } from "./database.ts";

let database: TestDatabase;
before(async () => {
  database = await testDatabase({ empty: true });
  await sql`create table notes (id text primary key, text text not null)`.execute(database.owner);
});
after(() => database.close());

const write = (query: Query, id: string, text = "") =>
  sql`insert into notes values (${id}, ${text}) on conflict (id) do update set text = notes.text || excluded.text`.execute(
    query,
  );

async function noted(id: string): Promise<string | undefined> {
  const { rows } = await sql<{ text: string }>`select text from notes where id = ${id}`.execute(
    database.owner,
  );
  return rows[0]?.text;
}

describe("a transaction", () => {
  test("happens whole", async () => {
    const answer = await transaction(database.db, {}, async (query) => {
      await write(query, "whole", "1");
      await write(query, "whole", "2");
      return "done";
    });
    assert.deepEqual([answer, await noted("whole")], ["done", "12"]);
  });

  test("or not at all", async () => {
    const work = transaction(database.db, {}, async (query) => {
      await write(query, "half");
      throw new Error("changed my mind");
    });
    await assert.rejects(work, /changed my mind/);
    assert.equal(await noted("half"), undefined);
  });

  for (const code of ["40001", "40P01"]) {
    test(`runs again when PostgreSQL broke a tie with ${code}`, async () => {
      let tries = 0;
      await transaction(database.db, {}, async (query) => {
        await write(query, `tie ${code}`, `try ${++tries}`);
        if (tries < 3) await sql.raw(`do $$ begin raise sqlstate '${code}'; end $$`).execute(query);
      });
      assert.deepEqual([tries, await noted(`tie ${code}`)], [3, "try 3"]);
    });
  }

  test("runs again after a real deadlock, and both happen", async () => {
    await Promise.all([write(database.owner, "left"), write(database.owner, "right")]);
    const both = (first: string, second: string) =>
      transaction(database.db, {}, async (query) => {
        await write(query, first, "x");
        await sql`select pg_sleep(0.1)`.execute(query);
        await write(query, second, "x");
      });
    await Promise.all([both("left", "right"), both("right", "left")]);
    assert.deepEqual([await noted("left"), await noted("right")], ["xx", "xx"]);
  });

  test("gives up after five tries, and runs only once for any other error", async () => {
    for (const [code, expected] of [
      ["40001", 5],
      ["23505", 1],
    ] as const) {
      let tries = 0;
      const work = transaction(database.db, {}, (query) => {
        tries += 1;
        return sql.raw(`do $$ begin raise sqlstate '${code}'; end $$`).execute(query);
      });
      await assert.rejects(work, { code });
      assert.equal(tries, expected);
    }
  });

  test("does not claim to have happened when an error within it was hidden", async () => {
    const work = transaction(database.db, {}, async (query) => {
      await write(query, "lost");
      await sql`select 1 / 0`.execute(query).catch(() => {});
    });
    await assert.rejects(work, /undone/);
    assert.equal(await noted("lost"), undefined);
  });

  test("takes no other within itself", async () => {
    const work = transaction(database.db, {}, async (query) => {
      await write(query, "outer");
      await transaction(query, {}, (inner) => write(inner, "inner"));
    });
    await assert.rejects(work, /within a transaction/);
    assert.deepEqual([await noted("outer"), await noted("inner")], [undefined, undefined]);
  });

  test("tells which constraint refused", async () => {
    const insert = () => sql`insert into notes values ('once', '')`.execute(database.db);
    await insert();
    await assert.rejects(insert, (error) => violatedConstraint(error) === "notes_pkey");
    assert.equal(violatedConstraint(new Error("no constraint")), undefined);
  });
});

interface Reached {
  site: string | null;
  person: string | null;
  vendor: boolean;
}

const NOTHING: Reached = { site: null, person: null, vendor: false };

async function reached(query: Query): Promise<Reached | undefined> {
  const { rows } = await sql<Reached>`
    select carnet_site() as site, carnet_person() as person, carnet_is_vendor() as vendor`.execute(query);
  return rows[0];
}

describe("the reach of a transaction", () => {
  const within = (reach: Reach) => transaction(database.db, reach, reached);

  test("is what it was given", async () => {
    const site = await within({ siteId: "site_aoba", personId: "person_hana" });
    assert.deepEqual(site, { site: "site_aoba", person: "person_hana", vendor: false });
    assert.deepEqual(await within({ vendor: true }), { ...NOTHING, vendor: true });
    assert.deepEqual(await within({}), NOTHING);
  });

  test("ends with it: the next user of the connection has none, after success and after failure", async () => {
    const { db } = openDatabase(database.connection, 1);
    try {
      const reach = { siteId: "site_aoba", personId: "person_hana", vendor: true } as const;
      await transaction(db, reach, reached);
      assert.deepEqual(await reached(db), NOTHING);
      await assert.rejects(transaction(db, reach, (query) => sql`select 1 / 0`.execute(query)));
      assert.deepEqual(await reached(db), NOTHING);
      assert.deepEqual(await transaction(db, {}, reached), NOTHING);
    } finally {
      await db.destroy();
    }
  });

  test("ends with a connection that was lost in it", async () => {
    const { db } = openDatabase(database.connection, 1);
    try {
      const cut = transaction(db, { siteId: "site_aoba" }, async (query) => {
        const { rows } = await sql<{ pid: number }>`select pg_backend_pid() as pid`.execute(query);
        await sql`select pg_terminate_backend(${rows[0]?.pid}::int)`.execute(database.owner);
        return reached(query);
      });
      await assert.rejects(cut);
      assert.deepEqual(await reached(db), NOTHING);
    } finally {
      await db.destroy();
    }
  });

  test("is nothing for an id that is none of ours", async () => {
    const hostile = [
      "",
      "site_a'; set role postgres; --",
      "site_a\n",
      "site_A",
      "site_'||'a",
      "site_a\\",
      "*",
      "site_a site_b",
      `site_${"a".repeat(41)}`,
      "site_é",
    ];
    for (const id of hostile) {
      assert.deepEqual(await within({ siteId: id, personId: id }), NOTHING, id);
    }
  });
});

describe("the portal's role", () => {
  const refused = async (text: string, code = "42501") =>
    assert.rejects(sql.raw(text).execute(database.db), { code }, text);

  test("is no owner, no superuser, and bound by row-level security", async () => {
    const { rows } = await sql`
      select current_user::text as name, rolsuper, rolbypassrls, rolcreaterole, rolcreatedb, rolcanlogin
        from pg_roles where rolname = current_user`.execute(database.db);
    const none = {
      rolsuper: false,
      rolbypassrls: false,
      rolcreaterole: false,
      rolcreatedb: false,
      rolcanlogin: false,
    };
    assert.deepEqual(rows, [{ name: "carnet_app", ...none }]);
    const owned = await sql`select 1 from pg_class where relowner = 'carnet_app'::regrole`.execute(
      database.db,
    );
    assert.deepEqual(owned.rows, []);
  });

  test("is taken even when the URL brings options of its own", async () => {
    const url = urlOf(database);
    const { db } = openDatabase({ connectionString: `${url}&options=-c%20application_name%3Dtheirs` });
    try {
      const { rows } =
        await sql`select current_user::text as role, current_setting('application_name') as name`.execute(db);
      assert.deepEqual(rows, [{ role: "carnet_app", name: "theirs" }]);
    } finally {
      await db.destroy();
    }
  });

  test("changes no structure", async () => {
    await refused("create table mine (id int)");
    await refused("create schema mine");
    await refused("create function public.mine() returns int language sql return 1");
    await refused("alter table notes add column more text");
    await refused("drop table notes");
    await refused("truncate notes");
    await refused("alter table events disable row level security");
    await refused("drop trigger link_event on events");
    await refused("create index on notes (text)");
    await refused("insert into kysely_migration values ('mine', 'now')");
  });

  test("adds events, and neither changes nor removes them, nor sees or sets the heads of the chains", async () => {
    await refused("update events set facts = '{}'");
    await refused("delete from events");
    await refused("truncate events");
    await refused("select * from event_chains");
    await refused("update event_chains set link = 0");
    await refused("delete from event_chains");
  });

  test("reads no password of the server and no file", async () => {
    await refused("select rolpassword from pg_authid");
    await refused("select pg_read_file('/etc/passwd')");
    await refused("copy notes to program 'true'");
  });
});

function urlOf({ connection }: TestDatabase): string {
  if (connection.connectionString !== undefined)
    return `${onDatabase(connection, connection.database ?? "").connectionString}?`;
  const { host = "", port = 5432, user = "", password, database: name } = connection;
  return `postgres://${user}:${password}@/${name}?host=${encodeURIComponent(host)}&port=${port}`;
}
