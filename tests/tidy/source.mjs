// How tidy reads source text: what is code in it, and how long its functions are.

/**
 * The text with comments and the insides of string literals blanked out, line for line, so that rules see code alone.
 * Knows C++ raw strings and JavaScript's backtick strings; a backtick string is blanked whole.
 */
export function codeOnly(text, { javascript = false } = {}) {
  const quotes = javascript ? "\"'`" : "\"";
  let out = "";
  let at = 0;
  const blank = (until) => {
    out += text.slice(at, until).replace(/[^\n]/g, " ");
    at = until;
  };
  const endOf = (found, length) => (found < 0 ? text.length : found + length);
  while (at < text.length) {
    if (text.startsWith("//", at) && text[at - 1] !== ":" && text[at - 1] !== "\\") blank(endOf(text.indexOf("\n", at), 0));
    else if (text.startsWith("/*", at)) blank(endOf(text.indexOf("*/", at + 2), 2));
    else if (!javascript && text.startsWith('R"', at)) {
      const open = text.indexOf("(", at);
      const closing = `)${text.slice(at + 2, open)}"`;
      blank(endOf(text.indexOf(closing, open), closing.length));
    } else if (!javascript && /^'(\\?.|\\x[0-9a-fA-F]+|\\[0-7]+)'/.test(text.slice(at, at + 8)) && !/[0-9a-fA-F]/.test(text[at - 1] ?? "")) {
      blank(at + text.slice(at, at + 8).match(/^'(\\x[0-9a-fA-F]+|\\[0-7]+|\\?.)'/)[0].length);
    } else if (quotes.includes(text[at])) blank(endOfString(text, at));
    else out += text[at++];
  }
  return out;
}

function endOfString(text, from) {
  const quote = text[from];
  let at = from + 1;
  while (at < text.length && text[at] !== quote && (quote === "`" || text[at] !== "\n")) at += text[at] === "\\" ? 2 : 1;
  return Math.min(at + 1, text.length);
}

const control = /^(?:\}?\s*)?(?:if|else|for|while|switch|do|try|catch|namespace|class|struct|enum|union|extern|export class|return|case|default)\b/;
const indentOf = (line) => line.length - line.trimStart().length;

/**
 * Every function with its first line (1-based) and its number of lines. Relies on the formatter: the closing brace
 * stands in the column in which the function's declaration begins.
 */
export function functionsOf(code) {
  const lines = code.split("\n");
  const found = [];
  lines.forEach((line, at) => {
    if (!line.trimEnd().endsWith("{")) return;
    const from = headFrom(lines, at);
    const head = lines.slice(from, at + 1).join(" ").trim();
    if (!isFunctionHead(head)) return;
    const indent = indentOf(lines[from]);
    const end = lines.findIndex((later, n) => n > at && later.trimStart().startsWith("}") && indentOf(later) === indent);
    if (end > 0) found.push({ line: from + 1, lines: end - from + 1 });
  });
  return found;
}

// A declaration may go over several lines: go back to where its brackets balance and its indentation is the least.
function headFrom(lines, at) {
  const depth = (text) => (text.match(/[)\]]/g)?.length ?? 0) - (text.match(/[([]/g)?.length ?? 0);
  let from = at;
  let open = depth(lines[at]);
  while (from > 0 && (open > 0 || /^\s*[:,]/.test(lines[from])) && at - from < 12) open += depth(lines[--from]);
  return from;
}

function isFunctionHead(head) {
  if (control.test(head) || /=\s*\{$/.test(head)) return false;
  if (/=>\s*\{$/.test(head) || /\bfunction\b/.test(head)) return true;
  return /\)\s*(?:const|noexcept|override|final|mutable|&{1,2}|->\s*[\w:<>,*&\s]+|:\s*[^;]*)*\s*\{$/.test(head);
}
