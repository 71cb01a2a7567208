/**
 * A text in plain characters: what keyboards, editors and autocorrect make of a quote, a dash, a colon, a space or a
 * digit, in any script, becomes the plain one. What nobody sees goes: marks of direction, zero-width characters, emoji.
 *
 */
export const plainCharacters = (text: string): string => (/^[ -~]*$/.test(text) ? text : madePlain(text))

const madePlain = (text: string): string =>
  PLAIN.reduce((rest, [from, to]) => rest.replace(from, to), text.replace(FULL_WIDTH, narrow))
    .replace(STYLED, (char) => char.normalize('NFKC'))
    .replace(DIGITS, digitOf)
    .normalize('NFC')

/** `３５０`, `：`, `＝`: as ASCII has them. */
const FULL_WIDTH = /[\uFF01-\uFF5E]/g
const narrow = (char: string) => String.fromCharCode(char.charCodeAt(0) - 0xfee0)

/** Bold, italic and double-struck letters and digits, as generators for social media write them. */
const STYLED = /[\u{1D400}-\u{1D7FF}]/gu

const DIGITS = /[^\P{Nd}0-9]/gu
/** The zero of a digit in another script: these come in tens, in order. */
function digitOf(char: string): string {
  const code = char.codePointAt(0) ?? 0
  const zero = ZEROS.findLast((one) => one <= code)
  return zero !== undefined && code - zero < 10 ? String(code - zero) : char
}
const ZEROS = [
  0x660, 0x6f0, 0x7c0, 0x966, 0x9e6, 0xa66, 0xae6, 0xb66, 0xbe6, 0xc66, 0xce6, 0xd66, 0xe50, 0xed0, 0xf20, 0x1040,
  0x1090, 0x17e0, 0x1810,
]

const PLAIN: readonly (readonly [RegExp, string])[] = [
  // A keycap is a digit with two marks behind it.
  [/\p{Cf}|\u034F|[\uFE00-\uFE0F]|\u20E3|[\u{E0100}-\u{E01EF}]/gu, ''],
  [/[^\P{Cc}\t]/gu, ''],
  [/[\p{Zs}\t]/gu, ' '],
  [/[“”„‟«»〝〞〟「」『』″]/g, '"'],
  [/[‘’‚‛‹›′`´ʼ]/g, "'"],
  [/[\u301C\u3030\u223C\u2248\u2243\u2245]/g, '~'],
  [/[\p{Pd}\u2212\u2043]/gu, '-'],
  [/[\uFE30\u2236\uA789\uFE55\u02D0\uFE13]/g, ':'],
  [/[→⇒⟶⟹➔➜➡]/g, ':'],
  [/[≤⩽≦]/g, '<'],
  [/[≥⩾≧]/g, '>'],
  [/[、،﹐]/g, ','],
  [/[٫。﹒｡]/g, '.'],
  [/[؛;﹔]/g, ';'],
  [/№/g, 'No.'],
  [/…/g, '...'],
  [/(?:[^\P{Extended_Pictographic}©®™]|\p{Emoji_Modifier}|\p{RI})+/gu, ' '],
]
