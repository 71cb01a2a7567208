/**
 * The plain lines of a description, whatever editor wrote it. Google and Outlook write HTML, sometimes beside real line
 * breaks: both end a line. Other tags go, entities become their characters, typographic quotes and spaces plain ones.
 */
export function plainLines(text: string): string[] {
  const clean = TAG.test(text) || ENTITY.test(text) || text.includes('<!--') ? fromHtml(text) : text
  return clean
    .replaceAll(/[\u200B-\u200D\u2060\uFEFF]/g, '')
    .replaceAll(/[“”„‟«»]/g, '"')
    .replaceAll(/[‘’‚‛]/g, "'")
    .replaceAll(/[\u00A0\u2000-\u200A\u202F\u3000]/g, ' ')
    .replaceAll(/[\u2010\u2011\u2212]|[\u2012-\u2015](?=\d)/g, '-')
    .replaceAll('\uFF1A', ':')
    .split(/\r\n|[\r\n\v\f\u2028\u2029]/)
}

/** Also Google's `<html-blob>`, Word's `<o:p>`, `<!DOCTYPE …>` and `<?xml …>`. */
const TAG = /<(?:\/?[a-z][a-z0-9:-]*|[!?][a-z[][^<>\s]{0,100})(?:\s[^<>]{0,2000})?\/?>/i
const TAGS = new RegExp(TAG, 'gi')
/** Begins or ends a line on the screen. */
const BREAKING = /^<\/?(?:br|p|div|li|ul|ol|tr|td|table|h[1-6]|pre|blockquote|hr|html|head|body|title)\b/i
const UNSEEN = [
  ['<style', '</style>'],
  ['<script', '</script>'],
  ['<head>', '</head>'],
  ['<!--', '-->'],
] as const

const ENTITY = /&(?:#(\d{1,7})|#x([0-9a-f]{1,6})|([a-z]{2,6}));/i
const ENTITIES = new RegExp(ENTITY, 'gi')
const NAMES: Readonly<Record<string, string>> = {
  amp: '&',
  lt: '<',
  gt: '>',
  quot: '"',
  apos: "'",
  nbsp: ' ',
  ensp: ' ',
  emsp: ' ',
  thinsp: ' ',
  shy: '',
  lsquo: "'",
  rsquo: "'",
  sbquo: "'",
  ldquo: '"',
  rdquo: '"',
  bdquo: '"',
  laquo: '"',
  raquo: '"',
  minus: '-',
  colon: ':',
  num: '#',
  hellip: '…',
}

function fromHtml(text: string): string {
  return UNSEEN.reduce((rest, [open, close]) => without(rest, open, close), text)
    .replaceAll(TAGS, (tag) => (BREAKING.test(tag) ? '\n' : ''))
    .replaceAll(ENTITIES, (entity, decimal?: string, hex?: string, name?: string) => {
      if (name !== undefined) return NAMES[name.toLowerCase()] ?? entity
      const code = decimal === undefined ? Number.parseInt(hex ?? '', 16) : Number(decimal)
      return code > 0 && code <= 0x10ffff ? String.fromCodePoint(code) : entity
    })
}

/** Without what stands between two marks, the marks too; in one pass, so that no text is slow. */
function without(text: string, open: string, close: string): string {
  const lower = text.toLowerCase()
  let rest = ''
  let from = 0
  for (;;) {
    const start = lower.indexOf(open, from)
    const end = start < 0 ? -1 : lower.indexOf(close, start)
    if (end < 0) return rest + text.slice(from)
    rest += text.slice(from, start)
    from = end + close.length
  }
}
