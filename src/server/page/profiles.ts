import { sayCount } from '../../domain/say.ts'
import type { ProfilesView, ProfileView, SourceView } from '../../domain/snapshot/profiles.ts'
import { html, type Markup, type Part } from '../../markup/markup.ts'
import { more, section, table } from './parts.ts'
import type { Times } from './times.ts'

/** Where profiles come from, what of it is refused, and what counts. */
export const profilesSection = (view: ProfilesView, time: Times): Markup =>
  section(
    'profiles',
    'Profiles',
    view.isRead
      ? html`<p>${sayCount(view.profiles.length, 'profile')} and ${sayCount(view.sizes.length, 'size')} from ${sayCount(view.sources.length, 'source')}; ${sayCertificate(view, time)}</p>
<ul class="plain sources">${view.sources.map(sourceItem)}</ul>
${view.profiles.length > 0 ? more('profiles-list', 'Profiles in force, in their order: later wins', profilesTable(view.profiles)) : undefined}
${view.sizes.length > 0 ? html`<p class="soft">Sizes: ${view.sizes.join(', ')}</p>` : undefined}`
      : html`<p class="soft">The ConfigMaps have not been read yet.</p>`,
  )

const sayCertificate = ({ certificateValidUntil }: ProfilesView, time: Times): Part =>
  certificateValidUntil === undefined
    ? 'the webhook has no certificate yet.'
    : html`the webhook's certificate is valid until ${time(certificateValidUntil)}.`

const sourceItem = ({ source, namespace, profiles, problems }: SourceView): Markup => html`<li><b>${source}</b>${
  namespace === undefined ? undefined : `, for servers in ${namespace} alone`
}: ${
  problems.length === 0
    ? sayCount(profiles, 'profile')
    : `${sayCount(profiles, 'profile')}, ${sayCount(problems.length, 'problem')}`
}${
  problems.length > 0
    ? html`<ul>${problems.map(
        ({ level, path, line, text }) =>
          html`<li class="${level === 'error' ? 'refused' : ''}">${line === undefined ? undefined : `line ${line} `}${path ? html`<code>${path}</code> ` : undefined}${text}</li>`,
      )}</ul>`
    : undefined
}</li>
`

const profilesTable = (profiles: readonly ProfileView[]): Markup =>
  table<ProfileView>(
    'Profiles in force',
    [
      { head: 'Profile', cell: ({ name }) => name, isText: true },
      { head: 'Users', cell: ({ users }) => (users === undefined ? 'everybody' : sayCount(users, 'user')) },
      { head: 'Images', cell: ({ images }) => images?.join(', ') ?? 'all', isText: true },
      { head: 'From', cell: ({ source, line }) => `${source}${line === undefined ? '' : `, line ${line}`}` },
    ],
    profiles,
  )
