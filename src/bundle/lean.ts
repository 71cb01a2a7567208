/** What packages load though nobody of us uses it: memory and time of every start. Each is left to who does use it. */
import { dirname, join } from 'node:path'
import type { Plugin } from 'esbuild'

const HTTP = 'http by require'
const UNDICI = 'as much of undici as we use'

/** By the names that our sources import; one that is not here fails the build. `fetch` and what it needs is loaded at its first call. */
const UNDICI_INDEX = `
import api from './lib/api/index.js'
import Agent from './lib/dispatcher/agent.js'
import Dispatcher from './lib/dispatcher/dispatcher.js'
import ProxyAgent from './lib/dispatcher/proxy-agent.js'
import Socks5ProxyAgent from './lib/dispatcher/socks5-proxy-agent.js'
import buildConnector from './lib/core/connect.js'
Object.assign(Dispatcher.prototype, api)
const fetch = (...args) => require('./lib/web/fetch/index.js').fetch(...args)
const request = (url, { dispatcher, ...options }) => {
  const { origin, pathname, search } = new URL(url)
  return dispatcher.request({ ...options, origin, path: pathname + search, method: options.method ?? 'GET' })
}
export { Agent, buildConnector, fetch, ProxyAgent, request, Socks5ProxyAgent }
`

/** Leaves out of the bundle what would only be carried along. */
export const lean = (root: string): Plugin => ({
  name: 'lean',
  setup: ({ onResolve, onLoad }) => {
    // For an import Node reads all that the module exports, `WebSocket` too, and so loads the HTTP client inside Node: 13 MiB in a
    // process that does nothing else, some 2 beside our own.
    onResolve({ filter: /^(?:node:)?http$/ }, ({ kind }) =>
      kind === 'require-call' ? undefined : { path: 'node:http', namespace: HTTP },
    )
    onLoad({ filter: /./, namespace: HTTP }, ({ path }) => ({
      contents: `module.exports = require(${JSON.stringify(path)})`,
    }))
    // Mocks, caches, WebSockets. client-node, which is loaded for kubeconfigs, has all of it.
    onResolve({ filter: /^undici$/ }, ({ importer }) =>
      importer.includes('node_modules') ? undefined : { path: 'undici', namespace: UNDICI },
    )
    onLoad({ filter: /./, namespace: UNDICI }, () => ({
      contents: UNDICI_INDEX,
      resolveDir: join(root, 'node_modules/undici'),
    }))
    // We say what is wrong with a config in our own words, and in English.
    onLoad({ filter: /[\\/]zod[\\/]v4[\\/]locales[\\/]index\.js$/ }, ({ path }) => ({
      contents: "export { default as en } from './en.js'",
      resolveDir: dirname(path),
    }))
  },
})
