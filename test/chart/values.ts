/** What a release has at the least: a calendar, and a pool. */
export const VALUES = {
  calendarUrl: 'https://calendar.example.edu/a.ics',
  nodePools: {
    user: {
      nodeSelector: { 'hub.jupyter.org/pool-name': 'user-pool' },
      resources: { requests: { memory: 60929654784 } },
      replicas: 1,
    },
  },
}
