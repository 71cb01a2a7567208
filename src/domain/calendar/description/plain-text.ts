/**
 * The lines of a description as people see them, whatever editor wrote it. Google and Outlook write HTML, sometimes beside
 * real line breaks: both end a line, and the cells of a table's row stay on one. Other tags go, what is struck out too,
 * and entities become their characters.
 */
export function plainLines(text: string): string[] {
  const once = readable(text)
  // What was escaped twice shows its tags, or the `\n` of its lines.
  return (TAG.test(once) ? readable(once) : once).split(LINE_END)
}

const LINE_END = /\r\n|[\r\n\v\f\u0085\u2028\u2029]|\\[nN](?=[\p{L}\p{N}\s-]|$)/u

const readable = (text: string): string =>
  TAG.test(text) || ENTITY.test(text) || text.includes('<!--') ? fromHtml(text) : text

/** Also Google's `<html-blob>`, Word's `<o:p>`, `<!DOCTYPE …>` and `<?xml …>`. */
const TAG = /<(?:\/?[a-z][a-z0-9-]*(?::[a-z][a-z0-9-]*)?|[!?][a-z[][^<>\s]{0,100})(?:\s[^<>]{0,2000})?\/?>/i
const TAGS = new RegExp(TAG, 'gi')
/** Begins or ends a line on the screen. */
const BREAKING = /^<\/?(?:br|p|div|li|ul|ol|tr|table|dt|dl|h[1-6]|pre|blockquote|hr|html|head|body|title)\b/i
/** Stands beside what is before it. */
const BESIDE = /^<\/?(?:td|th|dd)\b/i
const UNSEEN = [
  ['<s>', '</s>'],
  ['<del>', '</del>'],
  ['<strike>', '</strike>'],
  ['<style', '</style>'],
  ['<script', '</script>'],
  ['<head>', '</head>'],
  ['<!--', '-->'],
] as const

const ENTITY = /&(?:#(\d{1,7})|#x([0-9a-f]{1,6})|([a-z]{2,8}));/i
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
  ndash: '-',
  mdash: '-',
  rarr: '→',
  bull: '•',
  middot: '·',
  lrm: '',
  rlm: '',
  zwj: '',
  zwnj: '',
  szlig: 'ß',
  oelig: 'œ',
  inodot: 'ı',
}

function fromHtml(text: string): string {
  return UNSEEN.reduce((rest, [open, close]) => without(rest, open, close), text)
    .replaceAll(TAGS, (tag) => (BREAKING.test(tag) ? '\n' : BESIDE.test(tag) ? ' ' : ''))
    .replaceAll(ENTITIES, (entity, decimal?: string, hex?: string, name?: string) => {
      if (name !== undefined) return NAMES[name.toLowerCase()] ?? accented(name) ?? entity
      const code = decimal === undefined ? Number.parseInt(hex ?? '', 16) : Number(decimal)
      return code > 0 && code <= 0x10ffff ? String.fromCodePoint(code) : entity
    })
}

const MARKS: Readonly<Record<string, string>> = {
  acute: '\u0301',
  grave: '\u0300',
  circ: '\u0302',
  tilde: '\u0303',
  uml: '\u0308',
  ring: '\u030A',
  cedil: '\u0327',
  caron: '\u030C',
}

/** `&eacute;`: a letter with the name of its mark. */
function accented(name: string): string | undefined {
  const mark = MARKS[name.slice(1)]
  return mark && `${name.charAt(0)}${mark}`.normalize('NFC')
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
