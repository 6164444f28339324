export interface Licence {
  name: string;
  licence: string;
}
export interface Component {
  name: string;
  version: string;
  licenses?: { expression?: string; license?: { id?: string; name?: string } }[];
}
export function licencesOf(bom: { components?: Component[] }): Licence[];
export function licenceFaults(list: Licence[]): string[];
