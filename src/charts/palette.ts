/** One colour for one thing, in every chart: light and dark. */
const COLOURS = {
  paper: ['#ffffff', '#14181e'],
  ink: ['#1c2430', '#e6e9ee'],
  soft: ['#5c6675', '#98a2b0'],
  line: ['#dfe3e8', '#2d343e'],
  people: ['#2f6fb0', '#5b9bd8'],
  seats: ['#cfe0f1', '#233b54'],
  'seats-edge': ['#7fa8d1', '#4a7aa8'],
  late: ['#c8372d', '#ec6a5f'],
  prompt: ['#3f8f5b', '#5fb880'],
  empty: ['#f0c060', '#b98a2e'],
  booting: ['#b6bdc8', '#5a6370'],
  event: ['#e6dff5', '#33294f'],
  'event-late': ['#f0aea6', '#7d342e'],
  night: ['#f2f3f6', '#0d1014'],
  outage: ['#f7d9d6', '#4a2724'],
  asked: ['#2f6fb3', '#5b9bd8'],
  standing: ['#9aa5b1', '#6f7a88'],
  nodes: ['#4d8f8a', '#4f9a94'],
} as const

export type Colour = keyof typeof COLOURS

/** How a colour is written where rules are made for: by its value, or as a variable. */
export type Paint = (colour: Colour) => string

/** Style rules, in whatever way their colours are written. */
export type Rules = (paint: Paint) => string

export const COLOUR_NAMES = Object.keys(COLOURS) as readonly Colour[]

/** For a page: variables that follow the reader's choice. A page with a paper of its own says so after them. */
export const VARIABLES = `:root { color-scheme: light dark; ${variables(0)} }
@media (prefers-color-scheme: dark) { :root { ${variables(1)} } }`

function variables(dark: 0 | 1): string {
  return COLOUR_NAMES.map((name) => `--${name}: ${COLOURS[name][dark]}`).join('; ')
}

export const variable: Paint = (colour) => `var(--${colour})`

/** For a picture that stands alone, and is also drawn by what knows no variables. */
export const standalone = (rules: Rules): string =>
  `${rules((colour) => COLOURS[colour][0])}\n@media (prefers-color-scheme: dark) {\n${rules((colour) => COLOURS[colour][1])}\n}`
