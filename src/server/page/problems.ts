import type { ProblemView } from '../../domain/snapshot/problems.ts'
import { html, type Markup } from '../../markup/markup.ts'
import { section } from './parts.ts'

/** More than these are not read by anybody who is woken up. */
const MOST = 50

/** Nothing where there is none: the verdict says so. */
export function problemsSection(problems: readonly ProblemView[]): Markup | undefined {
  if (problems.length === 0) return undefined
  const left = problems.length - MOST
  return section(
    'problems',
    'Problems',
    html`<ul class="problems">${problems
      .slice(0, MOST)
      .map(({ level, where, text }) => html`<li class="${level}"><b>${where}</b> ${text}</li>\n`)}</ul>`,
    left > 0 ? html`<p class="soft">${left} more are in the log and in status.json.</p>` : undefined,
  )
}
