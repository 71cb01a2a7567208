/** The name of a heading in an address, `#as-code-hosts-write-it`: so that a link is right there and on the site alike. */
export const anchorOf = (heading: string): string =>
  heading
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N} _-]/gu, '')
    .replaceAll(' ', '-')
