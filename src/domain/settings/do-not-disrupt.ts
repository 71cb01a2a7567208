/** Whose nodes autoscalers leave alone: of nobody, of who sits in an exam, of who came to a class, of every user. */
export const DO_NOT_DISRUPT = ['never', 'exams', 'classes', 'always'] as const
export type DoNotDisrupt = (typeof DO_NOT_DISRUPT)[number]
