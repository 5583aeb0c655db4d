// @ts-check
// Words that every desk says: numbers, and rows of things. Pure.

const NUMBERS = ["no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"];

/** A number as it is said. @param {number} count */
export const counted = (count) => NUMBERS[count] ?? String(count);

/** @param {number} count @param {string} thing */
export const many = (count, thing) => `${counted(count)} ${thing}${count === 1 ? "" : "s"}`;

/** @param {string} text */
export const capital = (text) => text.charAt(0).toUpperCase() + text.slice(1);

/** @param {string[]} names */
export const listed = (names) => (names.length < 2 ? names.join("") : `${names.slice(0, -1).join(", ")} and ${names[names.length - 1]}`);
