/**
 * @param pages from address to HTML
 * @returns links within the site that lead to no page, or to no heading of it, a line each
 */
export function deadLinks(pages: ReadonlyMap<string, string>): readonly string[] {
  const ids = new Map([...pages].map(([address, html]) => [address, idsIn(html)]))
  return [...pages].flatMap(([address, html]) =>
    [...html.matchAll(/<a [^>]*?href="([^"]*)"/g)]
      .map(([, href = '']) => new URL(href.replaceAll('&amp;', '&'), `http://here${address}`))
      .filter(({ host }) => host === 'here')
      .filter(({ pathname, hash }) => {
        const there = ids.get(pathname.replace(/\/$/, '/index.html'))
        return there === undefined || (hash !== '' && !there.has(decodeURIComponent(hash.slice(1))))
      })
      .map(({ pathname, hash }) => `${address}: ${pathname}${hash}`),
  )
}

const idsIn = (html: string) => new Set([...html.matchAll(/ id="([^"]+)"/g)].map(([, id = '']) => id))
