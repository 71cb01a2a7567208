/** One colour for one thing, in the report and in the picture: light and dark. */
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
  event: ['#eaeef3', '#222a34'],
  outage: ['#f7d9d6', '#4a2724'],
} as const

export type Colour = keyof typeof COLOURS

const names = Object.keys(COLOURS) as Colour[]

/** For a page: variables that follow the reader's choice. */
export const VARIABLES = `:root { color-scheme: light dark; ${variables(0)} }
@media (prefers-color-scheme: dark) { :root { ${variables(1)} } }`

function variables(dark: 0 | 1): string {
  return names.map((name) => `--${name}: ${COLOURS[name][dark]}`).join('; ')
}

export const variable = (name: Colour): string => `var(--${name})`

/** For a picture that stands alone, and is also drawn by what knows no variables. */
export const standalone = (rules: (colour: (name: Colour) => string) => string): string =>
  `${rules((name) => COLOURS[name][0])}\n@media (prefers-color-scheme: dark) {\n${rules((name) => COLOURS[name][1])}\n}`

/** What the charts are drawn with. */
export const chartRules = (colour: (name: Colour) => string): string =>
  `.panel { font-size: 13px; font-weight: 600; fill: ${colour('ink')} }
.tick, .title { font-size: 11.5px; fill: ${colour('soft')} }
.grid { stroke: ${colour('line')} } .limit { stroke: ${colour('soft')}; stroke-dasharray: 3 3 }
.event { fill: ${colour('event')} } .outage { fill: ${colour('outage')} }
.seats { fill: ${colour('seats')} } .seats-edge { fill: none; stroke: ${colour('seats-edge')}; stroke-width: 1.2 }
.users, .occupied { fill: ${colour('people')} } .waiting, .late { fill: ${colour('late')} }
.prompt { fill: ${colour('prompt')} } .empty { fill: ${colour('empty')} } .booting { fill: ${colour('booting')} }
.cursor { stroke: ${colour('ink')}; stroke-width: .8; visibility: hidden }`
