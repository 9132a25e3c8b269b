/** How PostgreSQL is set. Given on its command line, which wins over every file in its folder. */
import type { Home } from "./home.ts";
import { PORT } from "./pid-file.ts";

export type Settings = Readonly<Record<string, string>>;

/** Answers 2xx only for what a loss of power does not take back. Source: BAR row 8. */
const DURABLE: Settings = { fsync: "on", synchronous_commit: "on", full_page_writes: "on" };

/** For tests, whose data nobody misses. */
const FLEETING: Settings = { fsync: "off", synchronous_commit: "off", full_page_writes: "off" };

export function serverSettings({ sockets }: Home, durable: boolean, more: Settings = {}): Settings {
  return {
    listen_addresses: "", // a unix socket only
    unix_socket_directories: sockets,
    unix_socket_permissions: "0700",
    port: String(PORT),
    timezone: "UTC",
    log_timezone: "UTC",
    log_checkpoints: "off",
    max_connections: "60",
    shared_buffers: "256MB",
    wal_buffers: "16MB",
    effective_cache_size: "1GB",
    work_mem: "16MB",
    maintenance_work_mem: "128MB",
    // Statements are named, so their plans are general ones: with the default cost of a disk seek those are four times
    // slower, and compiling them costs more than it saves.
    random_page_cost: "1.1",
    jit: "off",
    // A large feed writes its log without a checkpoint in the middle.
    wal_compression: "on",
    max_wal_size: "2GB",
    checkpoint_timeout: "15min",
    ...(durable ? DURABLE : FLEETING),
    ...more,
  };
}

export function argumentsFor({ data }: Home, settings: Settings): string[] {
  return ["-D", data, ...Object.entries(settings).flatMap(([name, value]) => ["-c", `${name}=${value}`])];
}
