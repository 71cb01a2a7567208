/** Pictures of pages for the documents: taken by a test, and found out when the page has become another. */
import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname } from 'node:path'
import type { Page } from 'playwright-core'
import { pathOf } from '../../docs/support.ts'
import { sourceOf, withSource } from './png-source.ts'

const [WIDTH, HEIGHT] = [1000, 640]

/** Pages that show a minute are the same in each run only while no script goes on with the time. */
export const STILL = { javaScriptEnabled: false, viewport: { width: WIDTH, height: HEIGHT }, deviceScaleFactor: 1.5 }

/**
 * A picture must be of the page as it is: its text, its markup and its style. With `UPDATE_DOCS=1` it is taken instead.
 * @param file from the top of the repository
 * @param height how much of the page it shows, in CSS pixels from its top
 */
export async function keepsPicture(file: string, page: Page, height = HEIGHT): Promise<void> {
  const source = createHash('sha256')
    .update(await page.content())
    .digest('hex')
  const path = pathOf(file)
  if (existsSync(path) && sourceOf(readFileSync(path)) === source) return
  assert.ok(
    process.env.UPDATE_DOCS,
    `${file} shows the page as it was; UPDATE_DOCS=1 npm exec -- node --test test/pages/screenshots.test.ts takes it anew: look at it`,
  )
  mkdirSync(dirname(path), { recursive: true })
  writeFileSync(
    path,
    withSource(await page.screenshot({ fullPage: true, clip: { x: 0, y: 0, width: WIDTH, height } }), source),
  )
}
