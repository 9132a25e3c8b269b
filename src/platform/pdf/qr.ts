/**
 * QR codes as vectors: black where `currentColor` is dark, with the four modules of quiet zone that ISO/IEC 18004
 * asks for, error correction M (15 % of the code may be lost). What it says to a screen reader is the caller's.
 */
import { encode } from "uqr";

/** For pages: `<svg viewBox={`0 0 ${size} ${size}`}><path d={path} fill="currentColor" /></svg>`. */
export function qrCode(text: string): { size: number; path: string } {
  const { size, data } = encode(text, { ecc: "M", border: 4 });
  return { size, path: data.map((row, y) => rowPath(row, y)).join("") };
}

/** A whole `<svg>` element, for documents. Without a size of its own: it fills what it is put into. */
export function qrSvg(text: string): string {
  const { size, path } = qrCode(text);
  return (
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${size} ${size}" shape-rendering="crispEdges">` +
    `<path d="${path}" fill="currentColor"/></svg>`
  );
}

/** One rectangle a run of dark modules: hairlines between neighbors would show when printed. */
function rowPath(row: readonly boolean[], y: number): string {
  const modules = row.map((isDark) => (isDark ? "1" : "0")).join("");
  return [...modules.matchAll(/1+/g)]
    .map(([run], i, all) => `M${all[i]?.index ?? 0} ${y}h${run.length}v1h-${run.length}z`)
    .join("");
}
