/** What JupyterHub 6.1.1 answered in November 2026 to `GET /hub/api/users?state=active`, with pages, by the scopes of the token. */

const server = (user: string, name: string, more: object) => ({
  name,
  display_name: name,
  full_name: `${user}/${name}`,
  last_activity: '2026-03-24T08:57:57.848763Z',
  started: '2026-03-24T08:57:57.848763Z',
  pending: null,
  ready: true,
  stopped: false,
  url: `/user/${user}/${name}`,
  user_options: {},
  progress_url: `/hub/api/users/${user}/server/progress`,
  full_url: null,
  full_progress_url: null,
  ...more,
})

/** With `list:users` and `read:servers`: ada's server is being started with a profile, and a second one that has a name runs. */
export const ADA = {
  admin: false,
  name: 'ada',
  kind: 'user',
  servers: {
    '': server('ada', '', { pending: 'spawn', ready: false, user_options: { profile: 'gpu' } }),
    lab: server('ada', 'lab', {}),
  },
  user_info: null,
}

export const BOB = {
  admin: false,
  name: 'bob',
  kind: 'user',
  servers: { '': server('bob', '', { pending: 'spawn', ready: false }) },
  user_info: null,
}

/** With `list:users` alone. */
export const NAMES_ONLY = { name: 'ada', kind: 'user', admin: false, user_info: null }

export const pageOf = (items: readonly object[], next?: number) => ({
  items,
  _pagination: {
    offset: 0,
    limit: 1,
    total: 2,
    next:
      next === undefined
        ? null
        : { offset: next, limit: 1, url: `http://127.0.0.1:8000/hub/api/users?state=active&limit=1&offset=${next}` },
  },
})
