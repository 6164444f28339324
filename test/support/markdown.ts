/** The documentation as tests read it: files, code blocks, links, and the parts that are made from the code. */
import { readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';

export const ROOT = fileURLToPath(new URL('../../', import.meta.url));

/** Folders that hold nobody's documentation, or somebody else's. */
const LEFT_OUT: ReadonlySet<string> = new Set(['node_modules', 'dist', 'coverage']);

export interface MarkdownFile {
  /** Below the checkout, e.g. `docs/guide/actions.md`. */
  readonly path: string;
  readonly text: string;
}

export interface CodeBlock {
  readonly file: string;
  /** `sh`, `yaml`, `js`; empty when the fence does not say. */
  readonly language: string;
  /** Without the indentation of its fence. */
  readonly text: string;
}

/** Every Markdown file of the checkout. */
export function markdownFiles(folder = ROOT): MarkdownFile[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) {
      return entry.name.startsWith('.') || LEFT_OUT.has(entry.name) ? [] : markdownFiles(path);
    }
    return entry.name.endsWith('.md') ? [readMarkdown(relative(ROOT, path))] : [];
  });
}

/** `path` is below the checkout. */
export function readMarkdown(path: string): MarkdownFile {
  return { path, text: readFileSync(join(ROOT, path), 'utf8') };
}

/** Fenced blocks, in order. */
export function codeBlocks({ path, text }: MarkdownFile): CodeBlock[] {
  return [...text.matchAll(/^( *)```(\w*)\n([\s\S]*?)^ *```$/gm)].map(
    ([, indent = '', language = '', code = '']) => ({
      file: path,
      language,
      text: code.replaceAll(new RegExp(`^${indent}`, 'gm'), ''),
    }),
  );
}

/** Texts between single backticks, outside of fenced blocks. */
export function codeSpans({ text }: MarkdownFile): string[] {
  return [...withoutBlocks(text).matchAll(/`([^`\n]+)`/g)].map(([, code = '']) =>
    code.replaceAll(String.raw`\|`, '|'),
  );
}

/** Targets of links, outside of code. */
export function links({ text }: MarkdownFile): string[] {
  const prose = withoutBlocks(text).replaceAll(/`[^`\n]+`/g, '``');
  return [...prose.matchAll(/\]\(<?([^)\s>]+)>?\)/g)].map(([, target = '']) => target);
}

/** Anchors of headings, as GitHub makes them. */
export function anchors({ text }: MarkdownFile): string[] {
  return [...withoutBlocks(text).matchAll(/^#+ +(.+)$/gm)].map(([, heading = '']) =>
    heading
      .toLowerCase()
      .replaceAll(/[^\w\- ]/g, '')
      .replaceAll(' ', '-'),
  );
}

/** The file with what stands between `<!-- made: name -->` and `<!-- end -->` replaced. Throws Error without such a place. */
export function withMade(file: MarkdownFile, name: string, made: string): string {
  const place = new RegExp(`(<!-- made: ${name} -->\n)[\\s\\S]*?(<!-- end -->)`);
  if (!place.test(file.text)) {
    throw new Error(`${file.path} has no place for ${name}`);
  }
  return file.text.replace(place, (_all, start: string, end: string) => `${start}\n${made}\n${end}`);
}

/** A table; `|` in a cell is escaped. */
export function table(header: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]): string =>
    `| ${cells.map((cell) => cell.replaceAll('|', String.raw`\|`)).join(' | ')} |`;
  return [line(header), `|${'---|'.repeat(header.length)}`, ...rows.map(line), ''].join('\n');
}

/** Rows of the table that follows a heading, without its header, cells unescaped. */
export function tableRows({ text }: MarkdownFile, heading: string): string[][] {
  const [, section = ''] = text.split(new RegExp(`^#+ ${heading}$`, 'm'));
  const lines = section.split('\n');
  const start = lines.findIndex((line) => line.startsWith('|--'));
  const end = lines.findIndex((line, at) => at > start && !line.startsWith('|'));
  return lines.slice(start + 1, end).map((line) =>
    line
      .slice(1, -1)
      .split(/(?<!\\)\|/)
      .map((cell) => cell.trim().replaceAll(String.raw`\|`, '|')),
  );
}

function withoutBlocks(text: string): string {
  return text.replaceAll(/^ *```\w*\n[\s\S]*?^ *```$/gm, '');
}
