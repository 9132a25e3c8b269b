/** `carnet <noun> <verb>`: finds the command, runs it, says why not. */
import { commands } from "./commands.ts";
import { apiClient, type Command, DONE, MISUSE, Misuse, REFUSED, Refused } from "./platform/cli.ts";

const [noun = "help", ...rest] = process.argv.slice(2);
process.exitCode = await main();

async function main(): Promise<number> {
  const command = commands.find((each) => each.noun === noun && (each.verb === "" || each.verb === rest[0]));
  if (command === undefined) return help(noun === "help" || noun === "--help");
  try {
    return await command.run(apiClient(process.env), command.verb === "" ? rest : rest.slice(1));
  } catch (error) {
    return told(error, command);
  }
}

function told(error: unknown, command: Command): number {
  if (error instanceof Misuse) {
    console.error(`${error.message}\n\n  carnet ${lineOf(command)}`);
    return MISUSE;
  }
  if (!(error instanceof Refused)) throw error;
  if (process.argv.includes("--json")) console.log(JSON.stringify(error.problem));
  else console.error(error.message);
  return REFUSED;
}

function help(wasAsked: boolean): number {
  const width = Math.max(...commands.map((command) => lineOf(command).length));
  const lines = commands.map((command) => `  carnet ${lineOf(command).padEnd(width)}  ${command.does}`);
  const text = `Usage:\n${lines.join("\n")}\n\nCARNET_BASE_URL and CARNET_API_KEY say which portal, and as whom; --json prints for programs.`;
  if (wasAsked) console.log(text);
  else console.error(text);
  return wasAsked ? DONE : MISUSE;
}

function lineOf({ noun: of, verb, usage }: Command): string {
  return [of, verb, usage].filter((part) => part !== "").join(" ");
}
