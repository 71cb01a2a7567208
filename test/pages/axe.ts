/** What axe finds on a page that is open: WCAG 2.2 A and AA, and best practices. */
import axe from 'axe-core'
import type { Page } from 'playwright-core'

/** @returns a line for each rule that is broken: how bad, which, where */
export async function axeFaults(page: Page): Promise<readonly string[]> {
  await page.evaluate(axe.source)
  return page.evaluate<string[]>(`axe.run(document, { resultTypes: ['violations'] }).then(({ violations }) =>
    violations.map(({ impact, id, nodes }) => impact + ' ' + id + ': ' + nodes.map(({ html }) => html.slice(0, 120)).join(' | ')))`)
}
