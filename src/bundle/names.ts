import type { Metafile, Plugin } from 'esbuild'

/**
 * What others load by `await import`, and is no ES module, by the names that they use: `gaxios` where the cloud's API is behind a proxy.
 */
const LOADED_BY_OTHERS: Readonly<Record<string, readonly string[]>> = { 'https-proxy-agent': ['HttpsProxyAgent'] }

const NAMESPACE = 'names'

/** Gives these the names that Node would find. */
export const names: Plugin = {
  name: NAMESPACE,
  setup: ({ onResolve, onLoad }) => {
    onResolve({ filter: /./ }, ({ kind, path, resolveDir }) =>
      kind === 'dynamic-import' && path in LOADED_BY_OTHERS
        ? { path, namespace: NAMESPACE, pluginData: resolveDir }
        : undefined,
    )
    onLoad({ filter: /./, namespace: NAMESPACE }, ({ path, pluginData }) => ({
      contents: `export { ${LOADED_BY_OTHERS[path]?.join(', ')} } from ${JSON.stringify(path)}`,
      resolveDir: pluginData as string,
    }))
  },
}

/**
 * The packages of which `await import` gives no names: they are no ES modules, and where the bundle is more than one file nothing but
 * `default` is known of them. Node finds their names, so that only the bundle fails.
 */
export const namelessImports = ({ outputs }: Pick<Metafile, 'outputs'>): readonly string[] =>
  Object.values(outputs).flatMap(({ entryPoint, exports }) =>
    entryPoint?.includes('node_modules/') && exports.join() === 'default' ? [entryPoint] : [],
  )
