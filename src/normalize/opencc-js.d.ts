/** The character dictionaries of opencc-js come without types: `traditional simplified[ other]` joined by `|`. */
declare module 'opencc-js/dict/*' {
  const dictionary: string;
  // eslint-disable-next-line no-restricted-syntax -- the package exports it so
  export default dictionary;
}
