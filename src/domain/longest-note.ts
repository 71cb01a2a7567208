/** So many characters of an Event's note the API server takes. */
export const LONGEST_NOTE = 1024
