/** All pages, in the order in which somebody reads them: to begin with, then by who reads. */

export interface Reader {
  readonly text: string
  /** What each page is called, and its file in the repository. */
  readonly pages: readonly (readonly [name: string, file: string])[]
}

export const READERS: readonly Reader[] = [
  {
    text: 'Start',
    pages: [
      ['What it is', 'README.md'],
      ['The demo', 'docs/demo.md'],
      ['Install', 'docs/install.md'],
      ['A whole hub', 'docs/hub.md'],
      ['Verify a release', 'docs/verify.md'],
      ['Moving over', 'docs/migrating.md'],
    ],
  },
  {
    text: 'For instructors',
    pages: [
      ['Calendars', 'docs/calendars.md'],
      ['Exams', 'docs/exams.md'],
    ],
  },
  {
    text: 'For operators',
    pages: [
      ['Operations', 'docs/operations.md'],
      ['Values', 'docs/values.md'],
      ['By hand', 'docs/by-hand.md'],
      ['Images', 'docs/images.md'],
      ['Status page', 'docs/status-page.md'],
      ['Doctor', 'docs/doctor.md'],
      ['Explain, plan', 'docs/explain.md'],
      ['All commands', 'docs/commands.md'],
      ['Who may do what', 'docs/security.md'],
      ['How it decides', 'docs/how-it-decides.md'],
      ['Limits', 'docs/limits.md'],
      ['Rehearsing an exam', 'docs/rehearse.md'],
      ['With a real JupyterHub', 'docs/hub-rehearsal.md'],
      ['Singleuser profiles', 'docs/profiles.md'],
      ['What the hub says', 'docs/hub-api.md'],
      ['People sit together', 'docs/packing.md'],
      ['What holds the room', 'docs/capacity.md'],
      ['Giving nodes back', 'docs/utilization.md'],
      ['The log', 'docs/log.md'],
      ['Metrics', 'docs/metrics.md'],
      ['Runbooks', 'docs/runbooks.md'],
      ['Events', 'docs/events.md'],
      ['Notifications', 'docs/notifications.md'],
    ],
  },
  {
    text: 'For deans',
    pages: [
      ['What it costs', 'docs/costs.md'],
      ['How many come', 'docs/forecast.md'],
      ['Your own semester', 'docs/simulation.md'],
      ['Nodes given back, simulated', 'docs/utilization-simulated.md'],
      ['How far to trust it', 'docs/reliability.md'],
    ],
  },
  {
    text: 'For developers',
    pages: [
      ['Contributing', 'CONTRIBUTING.md'],
      ['Decisions', 'docs/decisions.md'],
      ['Benchmarks', 'docs/benchmarks.md'],
      ['Changes', 'CHANGELOG.md'],
      ['Report a hole', 'SECURITY.md'],
    ],
  },
]
