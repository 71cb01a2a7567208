/** The site: the files of the repository as they are, found by reader, searched without a service. */
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { defineConfig } from 'vitepress'
import { addressOf, NO_PAGES, REPOSITORY } from '../addresses.ts'
import { anchorOf } from '../anchors.ts'
import { ourMarkdown } from '../markdown.ts'
import { searchBoxForEverybody } from '../search-box.ts'
import { READERS } from '../sidebar.ts'
import { WITHOUT_SCRIPT } from '../without-script.ts'

/** What is read aloud is what is shown, the key that opens it too. */
const SEARCH = { buttonText: 'Search (press /)', buttonAriaLabel: 'Search (press /)' }

const TOP = join(import.meta.dirname, '../..')

export default defineConfig({
  lang: 'en-GB',
  title: 'Warmseats',
  description:
    'Keeps seats warm on a JupyterHub cluster: when a class is about to log in, the nodes for it are up already.',
  srcDir: TOP,
  srcExclude: NO_PAGES,
  outDir: join(TOP, 'out/site'),
  cacheDir: join(TOP, 'out/site-cache'),
  // The reader's own, where a port is forwarded to.
  ignoreDeadLinks: 'localhostLinks',
  rewrites: (file) => addressOf(file) ?? file,
  // Pictures follow the system's choice of light and dark, and so does all around them.
  appearance: 'force-auto',
  vite: {
    build: { target: 'es2022' },
    plugins: [
      searchBoxForEverybody,
      {
        // Pages lie beside the packages of the program, where no Vue is: when they are rendered it is the site's own.
        name: 'vue-of-the-site',
        enforce: 'pre',
        resolveId: (id, _from, { ssr }) => (ssr && /^vue(?:\/|$)/.test(id) ? { id, external: true } : undefined),
      },
    ],
  },
  // A reader's phone fetches what its reader asked for.
  router: { prefetchLinks: false },
  head: [['noscript', {}, `<style>${WITHOUT_SCRIPT}</style>`]],
  markdown: {
    anchor: { slugify: anchorOf },
    theme: { light: 'github-light-high-contrast', dark: 'github-dark-high-contrast' },
    config: ourMarkdown,
  },
  themeConfig: {
    search: { provider: 'local', options: { translations: { button: SEARCH } } },
    sidebar: READERS.map(({ text, pages }) => ({
      text,
      items: pages
        .filter(([, file]) => existsSync(join(TOP, file)))
        .map(([name, file]) => ({ text: name, link: `/${addressOf(file)?.replace(/(?:^index)?\.md$/, '')}` })),
    })),
    outline: [2, 3],
    externalLinkIcon: true,
    editLink: { pattern: `${REPOSITORY}/edit/main/:path`, text: 'Edit this page' },
    socialLinks: [{ icon: 'github', link: REPOSITORY }],
  },
})
