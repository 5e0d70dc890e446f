// keyboards: the rows of keys of the layouts that registrants type on.

export type Rows = readonly string[];

export const QWERTY: Rows = ['1234567890', 'qwertyuiop', 'asdfghjkl', 'zxcvbnm'];
export const AZERTY: Rows = ['1234567890', 'azertyuiop', 'qsdfghjklm', 'wxcvbn'];
export const QWERTZ: Rows = ['1234567890', 'qwertzuiop', 'asdfghjkl', 'yxcvbnm'];
