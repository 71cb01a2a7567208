import type { Snapshot } from '../../domain/snapshot/snapshot.ts'
import { html, type Markup, trusted } from '../../markup/markup.ts'
import { iconOf } from './icon.ts'
import { type PagePart, pageParts } from './page-parts.ts'
import { SCRIPT } from './script.ts'
import { STYLE } from './style.ts'
import { sayZone } from './times.ts'

/** The status page: one document that needs nothing else. The script only keeps it up to date. */
export function statusPage(snapshot: Snapshot): string {
  const { release } = snapshot
  return html`<!doctype html>
<html lang="en" data-zone="${sayZone(snapshot.zone)}" data-now="${snapshot.at}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
${headOf(snapshot)}
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
${pageParts(snapshot).map((part) => html`${partOf(part)}\n`)}</main>
<footer><p>${release.identity}, version ${release.version}. The same as JSON: <a href="status.json">status.json</a>; numbers over time: <a href="metrics">metrics</a>. This page changes nothing.</p></footer>
<script>${trusted(SCRIPT)}</script>
</body>
</html>
`.markup
}

/**
 * What is new of the page for who has some of its parts, as a document of its own; a part that they have is only named.
 * @param has the hashes of the parts that the reader has, by id
 */
export function statusUpdate(snapshot: Snapshot, has: ReadonlyMap<string, string>): string {
  const parts = pageParts(snapshot).map((part) =>
    has.get(part.id) === part.hash ? html`<div data-part="${part.id}" data-same></div>` : partOf(part),
  )
  return html`<!doctype html><html lang="en" data-now="${snapshot.at}"><head>${headOf(snapshot)}</head><body><main>${parts}</main></body></html>`
    .markup
}

const headOf = ({ verdict, release }: Snapshot): Markup =>
  html`<title>${verdict.title} · Warmseats in ${release.namespace}</title><link rel="icon" href="${iconOf(verdict.state)}">`

const partOf = ({ id, hash, markup }: PagePart): Markup =>
  html`<div data-part="${id}" data-hash="${hash}">${markup}</div>`

/** `top:a1b2,pools:c3d4`, as the script asks. What is not like that is not there. */
export const partsIn = (text: string): ReadonlyMap<string, string> =>
  new Map(
    text.split(',', MOST_PARTS).flatMap((one) => {
      const [id, hash] = one.split(':', 2)
      return id && hash ? [[id, hash] as const] : []
    }),
  )

const MOST_PARTS = 300
