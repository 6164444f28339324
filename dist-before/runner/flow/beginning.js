export {};
//# sourceMappingURL=beginning.js.map