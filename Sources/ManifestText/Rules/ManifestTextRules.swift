package import Findings

/// Every rule of the strict subset.
package let manifestTextRules: [Rule] = [
  .yamlDuplicateKey,
  .yamlAnchor,
  .yamlAlias,
  .yamlMergeKey,
  .yamlTag,
  .yamlDirective,
  .yamlSeveralDocuments,
  .yamlComplexKey,
  .yamlEmpty,
  .yamlNotAMapping,
  .yamlTooDeep,
  .yamlTooLarge,
  .yamlEncoding,
  .yamlByteOrderMark,
  .yamlControlCharacter,
  .yamlLineEnd,
  .yamlTab,
  .yamlSyntax,
]
