/**
 * Answers as their schemas say: what a schema does not list never leaves, what is of another kind is a bug and a 500.
 *
 * Zod is the judge. The plain kinds of schema, of which lists are made, are walked here in a third of its time; where the
 * two might differ, the walk doubts, and zod reads the whole answer.
 */
import type { FastifySerializerCompiler } from "fastify/types/schema.js";
import { serializerCompiler as zodCompiler } from "fastify-type-provider-zod";
import { z } from "zod";
import { safeEncode } from "zod/v4/core";

type Schema = z.core.$ZodType;
/** The value as it may leave. Throws DOUBT when zod has to judge. */
type Walk = (value: unknown) => unknown;

const DOUBT = new Error("zod has to judge");

export const serializerCompiler: FastifySerializerCompiler<Schema | { properties: Schema }> = (route) => {
  const judge = zodCompiler(route);
  if (!(route.schema instanceof z.core.$ZodType)) return judge;
  const walk = walkOf(route.schema);
  return (answer) => {
    try {
      return JSON.stringify(walk(answer));
    } catch (error) {
      if (error !== DOUBT) throw error;
      return judge(answer);
    }
  };
};

const walks = new WeakMap<Schema, Walk>();

function walkOf(schema: Schema): Walk {
  const known = walks.get(schema);
  if (known !== undefined) return known;
  walks.set(schema, encoded(schema)); // a schema that holds itself stops here
  const walk = plainWalk(schema) ?? encoded(schema);
  walks.set(schema, walk);
  return walk;
}

function encoded(schema: Schema): Walk {
  return (value) => {
    const { success, data } = safeEncode(schema, value);
    if (!success) throw DOUBT;
    return data;
  };
}

/** Undefined for a schema that refines, changes or allows more than its kind. */
function plainWalk(schema: Schema): Walk | undefined {
  if ((schema._zod.def.checks?.length ?? 0) > 0) return undefined;
  if (schema instanceof z.ZodObject)
    return schema.def.catchall === undefined ? objectWalk(schema.shape) : undefined;
  if (schema instanceof z.ZodArray) return arrayWalk(walkOf(schema.element));
  if (schema instanceof z.ZodNullable) return orElse(null, walkOf(schema.unwrap()));
  if (schema instanceof z.ZodOptional) return orElse(undefined, walkOf(schema.unwrap()));
  return leafWalk(schema);
}

function leafWalk(schema: Schema): Walk | undefined {
  if (schema instanceof z.ZodEnum || schema instanceof z.ZodLiteral) {
    const values: ReadonlySet<unknown> = new Set(schema._zod.values);
    return only((value) => values.has(value));
  }
  if (schema instanceof z.ZodBoolean) return only((value) => typeof value === "boolean");
  if (schema instanceof z.ZodISODate) return matching(schema);
  if (schema instanceof z.ZodString)
    return schema.format === null ? only((value) => typeof value === "string") : undefined;
  return schema instanceof z.ZodNumberFormat && schema.format === "safeint"
    ? only(Number.isSafeInteger)
    : undefined;
}

function matching(schema: z.ZodISODate): Walk | undefined {
  const { pattern } = schema.def;
  return pattern && only((value) => typeof value === "string" && pattern.test(value));
}

function only(isIt: (value: unknown) => boolean): Walk {
  return (value) => {
    if (!isIt(value)) throw DOUBT;
    return value;
  };
}

function orElse(absent: null | undefined, walk: Walk): Walk {
  return (value) => (value === absent ? value : walk(value));
}

function arrayWalk(walk: Walk): Walk {
  return (value) => {
    if (!Array.isArray(value)) throw DOUBT;
    return value.map(walk);
  };
}

/** The listed members and no other, in the schema's order. */
function objectWalk(shape: Readonly<Record<string, Schema>>): Walk {
  const members = Object.entries(shape).map(([name, schema]) => ({ name, walk: walkOf(schema) }));
  return (value) => {
    if (!isRecord(value)) throw DOUBT;
    const answer: Record<string, unknown> = {};
    for (const { name, walk } of members) answer[name] = walk(value[name]);
    return answer;
  };
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
