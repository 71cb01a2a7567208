import { mkdir, mkdtemp, writeFile } from 'node:fs/promises'
import { type AddressInfo, createServer } from 'node:net'
import { join } from 'node:path'
import type { Cluster } from '../../cluster/index.ts'
import { EVERYTHING } from '../../cluster/tier/rights.ts'
import { type Controller, type ControllerOptions, startController } from './controller.ts'
import { noteGrants, noteRefusal } from './note-grants.ts'

/** What servers of the tests' users run. */
export const USERS_IMAGE = 'quay.io/jupyter/base-notebook'

const CHART = join(import.meta.dirname, '../../../chart')

export interface ReleaseOptions {
  readonly cluster: Cluster
  readonly helm: 3 | 4
  readonly values: object
  readonly namespace?: string
  readonly name?: string
  /** The chart to install, when it is not ours alone (an umbrella). */
  readonly chart?: string
}

/** An installed release whose controllers run here, outside the cluster, with exactly what their pod would have. */
export interface Release {
  readonly namespace: string
  /** The config as it is mounted. */
  readonly configFile: string
  /** In the order of their start. */
  readonly controllers: readonly Controller[]
  /** Starts a replica as the chart's Deployment says: its arguments, its environment, its ServiceAccount's token. */
  start(identity?: string, differently?: StartOptions): Promise<Controller>
  /** `helm upgrade` with other values; a running controller sees its config file change. */
  upgrade(values: object): Promise<void>
  /** Changes the mounted config file alone, as an edited ConfigMap would. */
  write(config: string): Promise<void>
  uninstall(): Promise<void>
  stop(): Promise<void>
}

/** What a replica gets that its pod would not have. */
export interface StartOptions extends Pick<ControllerOptions, 'env' | 'heard'> {
  /** The path of another kubeconfig, e.g. one that leads through a proxy. */
  readonly kubeconfig?: string
}

interface PodTemplate {
  readonly spec: {
    readonly serviceAccountName: string
    readonly volumes: readonly { readonly name: string; readonly secret?: { readonly secretName: string } }[]
    readonly containers: readonly [{ readonly args: readonly string[]; readonly env: readonly EnvironmentVariable[] }]
  }
}

interface EnvironmentVariable {
  readonly name: string
  readonly valueFrom?: { readonly secretKeyRef?: { readonly name: string; readonly key: string } }
}

/** Installs the chart with the real helm. Its pods get no image here, so the Deployment stays at their request only. */
export async function install(options: ReleaseOptions): Promise<Release> {
  const { cluster, helm, namespace = 'hub', name = 'warmseats', chart = CHART } = options
  const directory = await mkdtemp(join(cluster.directory, 'release-'))
  const valuesFile = join(directory, 'values.yaml')
  const configFile = join(directory, 'config.yaml')
  const controllers: Controller[] = []

  const write = async (values: object) => {
    // The calendars of these tests are served by this machine.
    // Those of users are named, so that none is learned in the middle of a test, which makes all placeholders anew.
    await writeFile(valuesFile, JSON.stringify({ calendarAllowPrivate: true, userImages: [USERS_IMAGE], ...values }))
    await cluster.helm(helm, [
      'upgrade',
      '--install',
      name,
      chart,
      '--namespace',
      namespace,
      '--create-namespace',
      '--values',
      valuesFile,
    ])
    const { serviceAccountName } = (await templateOf(cluster, namespace, name)).spec
    await noteGrants(cluster, name, `system:serviceaccount:${namespace}:${serviceAccountName}`)
  }
  const mount = async () => {
    const { data } = (await cluster.request('GET', await configMapPath(cluster, namespace, name))) as {
      data: Record<string, string>
    }
    await writeFile(configFile, data['config.yaml'] ?? '')
  }
  await write(options.values)
  await mount()

  return {
    namespace,
    configFile,
    controllers,
    start: async (identity = `${name}-${controllers.length}`, { kubeconfig, env, ...differently } = {}) => {
      const template = await templateOf(cluster, namespace, name)
      const [container] = template.spec.containers
      const feed = template.spec.volumes.find((volume) => volume.name === 'feed')
      const [port, httpsPort] = [await freePort(), await freePort()]
      const credentials = kubeconfig ?? (await cluster.kubeconfigFor(namespace, template.spec.serviceAccountName))
      const args = container.args
        .map((arg) => arg.replace('$(POD_NAMESPACE)', namespace).replace('$(POD_NAME)', identity))
        .map((arg) =>
          arg.startsWith('--config=') ? `--config=${configFile}` : arg.startsWith('--port=') ? `--port=${port}` : arg,
        )
        .map((arg) => (arg.startsWith('--https-port=') ? `--https-port=${httpsPort}` : arg))
        .map((arg) => (arg.startsWith('--secrets=') ? `--secrets=${directory}/secrets` : arg))
        .map((arg) => arg.replace('/etc/warmseats-feed/', `${directory}/secrets/${feed?.secret?.secretName}/`))
      for (const { secret } of template.spec.volumes)
        if (secret) await mountSecret(cluster, namespace, secret.secretName, join(directory, 'secrets'))
      const secrets = await secretsOf(cluster, namespace, container.env)
      const options = { port, httpsPort, env: { ...secrets, ...env }, ...differently }
      const controller = startController(identity, [...args, `--kubeconfig=${credentials}`], options)
      controllers.push(controller)
      return controller
    },
    upgrade: async (values) => {
      await write(values)
      await mount()
    },
    write: (config) => writeFile(configFile, config),
    uninstall: async () => {
      noteRefusal(cluster, EVERYTHING)
      await cluster.helm(helm, ['uninstall', name, '--namespace', namespace, '--wait'])
    },
    stop: async () => {
      for (const controller of controllers) controller.kill('SIGKILL') // also ends a stopped one
      await Promise.all(controllers.map((controller) => controller.exited))
    },
  }
}

interface Listed {
  readonly items: readonly {
    readonly metadata: { readonly name: string }
    readonly spec: { readonly template: PodTemplate }
  }[]
}

/** The controller's Deployment, by the labels that helm charts carry. */
async function templateOf(cluster: Cluster, namespace: string, name: string): Promise<PodTemplate> {
  const query = `labelSelector=${encodeURIComponent(`app.kubernetes.io/instance=${name},app.kubernetes.io/managed-by=Helm`)}`
  const { items } = (await cluster.request(
    'GET',
    `/apis/apps/v1/namespaces/${namespace}/deployments?${query}`,
  )) as Listed
  const found = items.find((item) => item.spec.template.spec.containers[0].args?.includes('run'))
  if (!found) throw new Error(`release ${name} has no controller in ${namespace}`)
  return found.spec.template
}

/** The ConfigMap with the config, among those of the release. */
async function configMapPath(cluster: Cluster, namespace: string, name: string): Promise<string> {
  const query = `labelSelector=${encodeURIComponent(`app.kubernetes.io/instance=${name}`)}`
  const path = `/api/v1/namespaces/${namespace}/configmaps`
  const { items } = (await cluster.request('GET', `${path}?${query}`)) as {
    items: readonly { metadata: { name: string }; data?: Record<string, string> }[]
  }
  const found = items.find((item) => item.data?.['config.yaml'] !== undefined && !item.metadata.name.endsWith('-state'))
  if (!found) throw new Error(`release ${name} has no config in ${namespace}`)
  return `${path}/${found.metadata.name}`
}

async function secretsOf(
  cluster: Cluster,
  namespace: string,
  env: readonly EnvironmentVariable[],
): Promise<NodeJS.ProcessEnv> {
  const values: NodeJS.ProcessEnv = {}
  for (const { name, valueFrom } of env) {
    const secret = valueFrom?.secretKeyRef
    if (!secret) continue
    const { data } = (await cluster.request('GET', `/api/v1/namespaces/${namespace}/secrets/${secret.name}`)) as {
      data: Record<string, string>
    }
    values[name] = Buffer.from(data[secret.key] ?? '', 'base64').toString()
  }
  return values
}

/** As the kubelet mounts it: a folder with a file for each key; without the Secret (it is optional) an empty one. */
async function mountSecret(cluster: Cluster, namespace: string, name: string, folder: string): Promise<void> {
  await mkdir(join(folder, name), { recursive: true })
  const path = `/api/v1/namespaces/${namespace}/secrets/${name}`
  const { data = {} } = (await cluster.request('GET', path).catch(() => ({}))) as { data?: Record<string, string> }
  for (const [key, value] of Object.entries(data))
    await writeFile(join(folder, name, key), Buffer.from(value, 'base64'))
}

/** Free now; the window until the controller takes it is short, and a taken one fails loudly. */
export const freePort = (): Promise<number> =>
  new Promise((resolve) => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const { port } = server.address() as AddressInfo
      server.close(() => resolve(port))
    })
  })
