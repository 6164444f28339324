export declare function requireChromiumFolder(searchPath: string): string;
export declare const CHROMIUM_NAMES: readonly string[];
