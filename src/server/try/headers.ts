import { hashOf } from '../page/headers.ts'
import { TRY_STYLE } from './style.ts'

/** As that of the page, but nothing runs at all, and its form is sent to where it came from. */
export const TRY_POLICY = [
  "default-src 'none'",
  `style-src ${hashOf(TRY_STYLE)}`,
  'img-src data:',
  "base-uri 'none'",
  "form-action 'self'",
  "frame-ancestors 'none'",
].join('; ')
