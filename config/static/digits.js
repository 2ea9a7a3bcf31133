// Numbers as people type them: Thai digits become those that Number() reads. Included before the scripts that use it.
const asciiDigits = (text) => text.replace(/[๐-๙]/g, (digit) => "๐๑๒๓๔๕๖๗๘๙".indexOf(digit));
