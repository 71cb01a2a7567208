/** So many bytes of an Event's note the API server takes, though it speaks of characters. */
export const LONGEST_NOTE = 1024
