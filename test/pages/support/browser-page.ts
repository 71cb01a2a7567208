/** One page in a real browser, with all that it complained of. */
import type { Browser, BrowserContext, BrowserContextOptions, Page } from 'playwright-core'

export interface Opened extends AsyncDisposable {
  readonly page: Page
  /** Console errors, uncaught exceptions, and what the Content-Security-Policy forbade. */
  complaints(): Promise<readonly string[]>
  /** Texts that are too pale on what is behind them to be read (WCAG 2 AA), with their contrast. */
  pale(): Promise<readonly string[]>
}

/** @param prepare what is done before the page is asked for, such as to listen to what it asks for */
export async function open(
  browser: Browser,
  url: string,
  options: BrowserContextOptions = {},
  prepare?: (context: BrowserContext) => unknown,
): Promise<Opened> {
  const context = await browser.newContext({ viewport: { width: 1180, height: 900 }, ...options })
  prepare?.(context)
  await context.addInitScript(`
    globalThis.violations = []
    document.addEventListener('securitypolicyviolation', ({ violatedDirective, blockedURI }) =>
      violations.push('CSP: ' + violatedDirective + ' ' + blockedURI))
  `)
  const page = await context.newPage()
  const errors: string[] = []
  page.on('console', (message) => {
    if (message.type() === 'error') errors.push(message.text())
  })
  page.on('pageerror', (error) => errors.push(String(error)))
  await page.goto(url)
  return {
    page,
    complaints: async () => [...errors, ...(await page.evaluate<string[]>('globalThis.violations ?? []'))],
    pale: () => page.evaluate<string[]>(PALE),
    [Symbol.asyncDispose]: () => context.close(),
  }
}

/** Contrast as WCAG 2.2 defines it (1.4.3): 4.5 to 1, for large text 3 to 1. */
const PALE = `(() => {
  const rgba = (text) => {
    const [r, g, b, a = 1] = text.match(/[\\d.]+/g).map(Number)
    // A colour that was mixed is told in shares of 1.
    const scale = text.startsWith('color(') ? 255 : 1
    return { r: r * scale, g: g * scale, b: b * scale, a }
  }
  const over = (top, below) => Object.fromEntries(['r', 'g', 'b'].map((c) => [c, top[c] * top.a + below[c] * (1 - top.a)]))
  const luminance = ({ r, g, b }) => [r, g, b].map((value) => {
    const share = value / 255
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4
  }).reduce((sum, value, at) => sum + value * [0.2126, 0.7152, 0.0722][at], 0)
  const behind = (element) => {
    const layers = []
    for (let one = element; one; one = one.parentElement) layers.push(rgba(getComputedStyle(one).backgroundColor))
    return layers.reduceRight((below, top) => over(top, below), { r: 255, g: 255, b: 255 })
  }
  const found = []
  for (const element of document.body.querySelectorAll('*:not(svg *)')) {
    const text = [...element.childNodes].filter(({ nodeType }) => nodeType === 3).map(({ data }) => data).join('').trim()
    if (text === '' || element.checkVisibility() === false || ['SCRIPT', 'STYLE'].includes(element.tagName)) continue
    const { color, fontSize, fontWeight } = getComputedStyle(element)
    const below = behind(element)
    const [a, b] = [luminance(over(rgba(color), below)), luminance(below)]
    const contrast = (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05)
    const isLarge = parseFloat(fontSize) >= 24 || (parseFloat(fontSize) >= 18.66 && Number(fontWeight) >= 700)
    if (contrast < (isLarge ? 3 : 4.5)) found.push(element.tagName + ' ' + text.slice(0, 30) + ': ' + contrast.toFixed(2))
  }
  return found
})()`
