namespace Infra.Core.Tests.Spec;

/// <summary>
/// Forms of a whole stack file that YAML readers disagree about, and what the pulumi command (v3.259.0) was observed to pass of the
/// project. Most are rejected here: what a reviewer reads must be all there is to it.
/// </summary>
public static class AwkwardTexts
{
    /// <summary>
    /// The lines below <c>infra:project:</c>, or a whole file; what is passed, null if the command rejects it; whether we reject it.
    /// </summary>
    public static TheoryData<string, string?, bool> All { get; } =
        new()
        {
            // Explicit, and occurs once.
            { "    a: 1\n", """{"a":1}""", false },
            { "---\nconfig:\n  infra:project:\n    a: 1\n", """{"a":1}""", false },
            { "    a: 1\n...\n", """{"a":1}""", false },
            { "\uFEFF# x\nconfig:\n  infra:project:\n    a: 1\n", """{"a":1}""", false },
            { "    a: x\r\n    b: 1\r\n", """{"a":"x","b":1}""", false },
            { "    a:\t1\n", """{"a":1}""", false },
            { "    a: 1\t\n", """{"a":1}""", false },
            { "    a: x\ty\n", """{"a":"x\ty"}""", false },
            { "    a: |\n      x\n      y\n", """{"a":"x\ny\n"}""", false },
            { "    a: |-\n      017\n", """{"a":"017"}""", false },
            { "    a: >\n      x\n      y\n", """{"a":"x y\n"}""", false },
            { "    a: x\n      y\n", """{"a":"x y"}""", false },
            { "    a: \"x\n      y\"\n", """{"a":"x y"}""", false },
            { "    a: 'x\n\n      y'\n", """{"a":"x\ny"}""", false },
            { "    yes: 1\n", """{"yes":1}""", false },
            { "    a: =\n", """{"a":"="}""", false },
            { "    a: []\n    b: {}\n", """{"a":[],"b":{}}""", false },
            { "    a: {b: , c: ~}\n", """{"a":{"b":null,"c":null}}""", false },
            { "    a: # nothing\n", """{"a":null}""", false },
            { "    a: x #y\n", """{"a":"x"}""", false },
            { "    a: \"\\0\"\n", """{"a":"\u0000"}""", false },
            { "    {\"a\":1,b: 2}\n", """{"a":1,"b":2}""", false },
            { "    {a: 1, b: [x, 2,], }\n", """{"a":1,"b":["x",2]}""", false },
            { "    {a:1}\n", """{"a:1":null}""", false },
            // Occurs twice, or refers to something else.
            { "    a: 1\n    a: 2\n", null, true },
            { "    a: &x 1\n    b: *x\n", """{"a":1,"b":1}""", true },
            { "    a: &x 1\n", """{"a":1}""", true },
            { "    a: &x {c: 1}\n    b: {<<: *x, d: 2}\n", """{"a":{"c":1},"b":{"c":1,"d":2}}""", true },
            { "    <<: {c: 1}\n", """{"c":1}""", true },
            { "    a: !!str 5\n", """{"a":"5"}""", true },
            { "    a: !!int \"5\"\n", """{"a":5}""", true },
            { "    a: !mine 5\n", """{"a":"5"}""", true },
            { "    a: ! 5\n", """{"a":5}""", true },
            { "    a: !!binary aGk=\n", """{"a":"hi"}""", true },
            { "    a: 1\n---\nconfig: {}\n", """{"a":1}""", true },
            { "%YAML 1.1\n---\nconfig:\n  infra:project:\n    a: yes\n", """{"a":"yes"}""", true },
            { "\ta: 1\n", null, true },
            { "    1: x\n", """{"1":"x"}""", true },
            { "    true: x\n", """{"true":"x"}""", true },
            { "    ~: x\n", """{"<nil>":"x"}""", true },
            { "    2020-01-01: x\n", """{"2020-01-01 00:00:00 +0000 UTC":"x"}""", true },
            { "    [a]: x\n", null, true },
            { "    ? a\n    : 1\n", """{"a":1}""", true },
            { "    a: \"\\ud800\"\n", null, true },
            { "    a: \"x\u0085y\"\n", """{"a":"x y"}""", true },
            { "    a: x\u00a0# y\n", """{"a":"x\u00a0# y"}""", true },
            { "config:\n  project: {a: 1}\n", """{"a":1}""", true },
            { "config:\n  infra:config:project: {a: 1}\n", """{"a":1}""", true },
        };
}
