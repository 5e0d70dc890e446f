// punycode: the part of the package that names.ts uses; it comes without types. By the name of its file: `punycode` alone is Node's own.
declare module 'punycode/punycode.js' {
  const punycode: {
    /** RFC 3492 section 6.2; throws a RangeError for what is none. */
    decode: (encoded: string) => string;
  };
  export default punycode;
}
