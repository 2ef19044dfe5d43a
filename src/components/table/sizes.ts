/** Of the table, in pixels. */

/** Two lines of text. All rows are as high: ten thousand are scrolled without being measured. */
export const ROW_HEIGHT = 53;
export const HEAD_HEIGHT = 36;
/** Five lines. */
export const FOOT_HEIGHT = 96;
export const FILTER_HEIGHT = 34;
export const NUMBER_WIDTH = 64;
export const COLUMN_WIDTH = { least: 60, most: 1_200 };
