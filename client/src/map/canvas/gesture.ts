/** Map event saying that a person, not the program, is changing the view. */
export const USER_GESTURE = 't1-gesture';
