import { createStore } from "zustand/vanilla";

/**
 * In password mode a session can end at any time: with its time, with a logout in another tab, with a changed password.
 * Whatever request notices first says so here, and the shell leads to the login page.
 */
export const sessionEnd = createStore<{ isOver: boolean }>(() => ({ isOver: false }));
