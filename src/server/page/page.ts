import type { Snapshot } from '../../domain/snapshot/snapshot.ts'
import { html, trusted } from '../../markup/markup.ts'
import { actionsSection } from './actions.ts'
import { calendarSection } from './calendar.ts'
import { forecastSection } from './forecast.ts'
import { iconOf } from './icon.ts'
import { poolsSection } from './pools.ts'
import { problemsSection } from './problems.ts'
import { profilesSection } from './profiles.ts'
import { SCRIPT } from './script.ts'
import { STYLE } from './style.ts'
import { sayZone, timesOf } from './times.ts'
import { topSection } from './top.ts'
import { utilizationSection } from './utilization.ts'

/** The status page: one document that needs nothing else. The script only keeps it up to date. */
export function statusPage(snapshot: Snapshot): string {
  const { release, problems, pools, forecast, profiles, utilization, zone } = snapshot
  const time = timesOf(snapshot)
  return html`<!doctype html>
<html lang="en" data-zone="${sayZone(zone)}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>${snapshot.verdict.title} · Warmseats in ${release.namespace}</title>
<link rel="icon" href="${iconOf(snapshot.verdict.state)}">
<noscript><meta http-equiv="refresh" content="15"></noscript>
<style>${trusted(STYLE)}</style>
</head>
<body>
<header>
<h1>Warmseats <span class="soft">in ${release.namespace}</span></h1>
<p id="link" role="status"></p>
<p id="said" role="status" class="unseen"></p>
</header>
<main>
${topSection(snapshot, time)}
${problemsSection(problems)}
${snapshot.decidedAt === undefined ? undefined : poolsSection(pools, time)}
${calendarSection(snapshot, time)}
${forecast ? forecastSection(forecast, time) : undefined}
${profiles ? profilesSection(profiles, time) : undefined}
${utilization ? utilizationSection(utilization, time) : undefined}
${actionsSection(snapshot, time)}
</main>
<footer><p>${release.identity}, version ${release.version}. The same as JSON: <a href="status.json">status.json</a>; numbers over time: <a href="metrics">metrics</a>. This page changes nothing.</p></footer>
<script>${trusted(SCRIPT)}</script>
</body>
</html>
`.markup
}
