import { Transform, Type } from 'class-transformer';
import { IsBoolean, IsInt, Max, Min, ValidateBy } from 'class-validator';
import { isRangeList } from './address-ranges.js';
/** Not Nest's own `applyDecorators`: the command line reads its settings without loading Nest. */
const together = (...rules) => (target, name) => rules.forEach((rule) => rule(target, name));
/** What is typed as digits; both bounds are taken. */
export const WholeNumber = (least, most) => together(Max(most, { message: `must be at most ${most}` }), Min(least, { message: `must be at least ${least}` }), IsInt({ message: 'must be a whole number' }), Type(() => Number));
const WORDS = new Map([
    ...['true', '1', 'yes'].map((word) => [word, true]),
    ...['false', '0', 'no'].map((word) => [word, false]),
]);
/** What is none of the words stays as it is, for the rule to refuse. */
export const IsSwitch = () => together(IsBoolean({ message: 'must be true or false' }), Transform(({ value }) => WORDS.get(String(value).toLowerCase()) ?? value));
export const IsRangeList = () => ValidateBy({
    name: 'isRangeList',
    validator: {
        validate: isRangeList,
        defaultMessage: () => 'must be addresses or CIDR ranges separated by commas',
    },
});
//# sourceMappingURL=environment-rules.js.map