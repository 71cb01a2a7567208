/**
 * VitePress' search box calls itself a button, and puts a link into each of its options: then a screen reader says nothing of
 * the results. Here it is a dialog with a list of options. Changed as it is built; a newer VitePress that is written in another
 * way fails the build, so that somebody looks whether it still needs this.
 */

const CHANGES: readonly (readonly [asItIs: RegExp, asItShouldBe: string])[] = [
  [
    /role="button"\s+:aria-owns="[^"]*"\s+aria-expanded="true"\s+aria-haspopup="listbox"/,
    'role="dialog" aria-modal="true"',
  ],
  [
    /:id="'localsearch-item-' \+ index"\s+:aria-selected="selectedIndex === index \? 'true' : 'false'"\s+role="option"/,
    'role="presentation"',
  ],
  [
    /:aria-label="\[\.\.\.p\.titles, p\.title\]\.join\(' > '\)"/,
    `:id="'localsearch-item-' + index" :aria-selected="selectedIndex === index ? 'true' : 'false'" role="option"`,
  ],
  [/<kbd :aria-label=/g, '<kbd role="img" :aria-label='],
  [/<span class="title-icon">/, '<span class="title-icon" aria-hidden="true">'],
]

const IS_SEARCH_BOX = /\/VPLocalSearchBox\.vue$/

/** A plugin of Vite. @throws {Error} when the box is not written as it was */
export const searchBoxForEverybody = {
  name: 'search-box-for-everybody',
  enforce: 'pre' as const,
  transform: (code: string, id: string): string | undefined =>
    IS_SEARCH_BOX.test(id) ? CHANGES.reduce(changed, code) : undefined,
}

function changed(code: string, [asItIs, asItShouldBe]: (typeof CHANGES)[number]): string {
  const becomes = code.replace(asItIs, asItShouldBe)
  if (becomes !== code) return becomes
  throw new Error(
    `VitePress' search box no longer has ${asItIs}; see whether a screen reader still needs it changed, in site/search-box.ts`,
  )
}
