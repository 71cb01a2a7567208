import type { Rules } from './palette.ts'

/** The classes that charts are drawn with. */
export const chartRules: Rules = (paint) =>
  `.panel { font-size: 13px; font-weight: 600; fill: ${paint('ink')} }
.tick, .title { font-size: 11.5px; fill: ${paint('soft')} } .label { font-size: 11px; fill: ${paint('ink')} }
.grid { stroke: ${paint('line')} } .limit { stroke: ${paint('soft')}; stroke-dasharray: 3 3 }
.night { fill: ${paint('night')} } .event { fill: ${paint('event')} } .event-late { fill: ${paint('event-late')} }
.outage { fill: ${paint('outage')} }
.seats { fill: ${paint('seats')} } .seats-edge { fill: none; stroke: ${paint('seats-edge')}; stroke-width: 1.2 }
.users, .occupied { fill: ${paint('people')} } .waiting, .late { fill: ${paint('late')} }
.prompt { fill: ${paint('prompt')} } .empty { fill: ${paint('empty')} } .booting { fill: ${paint('booting')} }
.asked { fill: ${paint('asked')}; fill-opacity: .22 } .standing { fill: ${paint('standing')}; fill-opacity: .22 }
.demand { fill: none; stroke: ${paint('ink')}; stroke-width: 1.5 }
.nodes { fill: ${paint('nodes')} } .announced { fill: none; stroke: ${paint('ink')}; stroke-width: 1.3 }
.now { stroke: ${paint('ink')}; stroke-width: 1.2; stroke-dasharray: 2 2 }
.cursor { stroke: ${paint('ink')}; stroke-width: .8; visibility: hidden }`
