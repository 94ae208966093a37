export { corpusFolder } from './corpus/corpus-folder.ts';
