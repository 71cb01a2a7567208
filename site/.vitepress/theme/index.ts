/** VitePress' own look with the fonts that the reader has: none is fetched. */
import theme from 'vitepress/theme-without-fonts'
import './style.css'

export default theme
