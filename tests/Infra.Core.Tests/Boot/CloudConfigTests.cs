using Infra.Core.Boot;
using Infra.Core.Clouds;
using Infra.Core.Tests.Fixtures;
using Infra.Core.Topology;
using YamlDotNet.RepresentationModel;

namespace Infra.Core.Tests.Boot;

public class CloudConfigTests
{
    [Fact]
    public void Files_ReadBackAsYaml_AreTheSameBytes()
    {
        var plan = SmallProject.Plan();
        var bundle = Filled.FirstBundle(plan, "orders-db-1");
        var text = CloudConfig.Write(
            "orders-db-1",
            SmallProject.OperatorKeys,
            bundle,
            NodePlatform.For(plan.Spec.Cloud),
            UserData.TokenPlace
        );
        var yaml = new YamlStream();
        yaml.Load(new StringReader(text));

        var files = ((YamlSequenceNode)yaml.Documents[0].RootNode["write_files"]).ToDictionary(
            f => ((YamlScalarNode)f["path"]).Value!,
            f => ((YamlScalarNode)f["content"]).Value!
        );

        var sent = files["/etc/infra/bundle.json"];
        Assert.Equal(bundle.Without(Lockdown.HasRulesOf).ToJson(), sent);
        Assert.DoesNotContain("INFRA-INPUT", sent, StringComparison.Ordinal);
        Assert.Equal(UserData.TokenPlace + "\n", files["/etc/infra/enrolment-token"]);
        Assert.DoesNotContain(NodeProgram.Command, files.Keys);
    }

    /// <summary>
    /// sshd starts after files are written and before the bundle is applied: it must not use the image's settings meanwhile.
    /// </summary>
    [Theory]
    [InlineData(CloudKind.Local)]
    [InlineData(CloudKind.Aws)]
    [InlineData(CloudKind.Azure)]
    [InlineData(CloudKind.Gcp)]
    public void Files_OfSshd_AreWrittenBeforeItStarts(CloudKind cloud)
    {
        var bundle = Filled.FirstBundle(SmallProject.Plan(cloud), "orders-db-1");
        var yaml = new YamlStream();
        yaml.Load(
            new StringReader(
                CloudConfig.Write("orders-db-1", SmallProject.OperatorKeys, bundle, NodePlatform.For(cloud), UserData.TokenPlace)
            )
        );

        // Not deferred, which would be after sshd's start.
        var files = (YamlSequenceNode)yaml.Documents[0].RootNode["write_files"];
        Assert.DoesNotContain(files, file => ((YamlMappingNode)file).Children.ContainsKey("defer"));
        Assert.Equal(SmallProject.OperatorKeys.File, Content("/etc/ssh/infra_authorized_keys"));
        Assert.Equal(
            "AllowUsers ops\nAuthenticationMethods publickey\nAuthorizedKeysFile /etc/ssh/infra_authorized_keys\n"
                + "AuthorizedKeysCommand none\nTrustedUserCAKeys none\nPermitUserRC no\nDisableForwarding yes\n",
            Content("/etc/ssh/sshd_config.d/00-infra.conf")
        );
        Assert.All(Content("/etc/ssh/sshd_config.d/00-infra.conf").Split('\n'), line =>
            Assert.Contains(line, bundle.Files.Single(file => file.Path == NodeFiles.SshdPath).Content.Split('\n'))
        );

        // Google's agent creates accounts from the instance's metadata.
        var agent = files.SingleOrDefault(file => ((YamlScalarNode)file["path"]).Value == "/etc/default/instance_configs.cfg");
        Assert.Equal(cloud == CloudKind.Gcp ? "[Daemons]\naccounts_daemon = false\n" : null, ((YamlScalarNode?)agent?["content"])?.Value);

        string Content(string path)
        {
            var file = Assert.Single(files, file => ((YamlScalarNode)file["path"]).Value == path);
            Assert.Equal("0644", ((YamlScalarNode)file["permissions"]).Value);
            return ((YamlScalarNode)file["content"]).Value!;
        }
    }

    /// <summary>
    /// Nodes get the sources' code in one file: each statement of the modules once, in order, imported modules first; only imports,
    /// comments, docstrings, type annotations, and what made them lazy may be missing.
    /// </summary>
    [SkippableTheory]
    [InlineData("node/sbin/infra-apply", 13)]
    [InlineData("sent/grow-volumes.py", 2)]
    public void Program_File_IsTheSourcesCode(string main, int sources)
    {
        Skip.IfNot(Tool.IsOnPath("python3"), "needs python3");
        const string compare = """
            import ast, builtins, sys
            directory, main, packed = sys.argv[1:]
            modules = {}
            def read(name, path):
                body = ast.parse(open(path, encoding="utf-8").read()).body
                doc = ast.get_docstring(ast.Module(body, []))
                needs = [n.module for n in body if isinstance(n, ast.ImportFrom)]
                own = [n for n in body if not isinstance(n, (ast.Import, ast.ImportFrom))]
                kept = [n for n in own if not ast.unparse(n).startswith("sys.path.insert(")]
                modules[name] = (kept[1:] if doc is not None and "usage: infra-apply" not in doc else kept), []
                for need in needs:
                    try:
                        source = f"{directory}/node/lib/infra/{need}.py"
                        open(source).close()
                    except FileNotFoundError:
                        continue
                    modules[name][1].append(need)
                    if need not in modules:
                        read(need, source)
            def bare(node):
                for one in ast.walk(node):
                    if isinstance(one, (ast.FunctionDef, ast.ClassDef)) and ast.get_docstring(one) is not None:
                        del one.body[0]
                    if isinstance(one, ast.FunctionDef):
                        one.returns = None
                        for parameter in (*one.args.args, *one.args.kwonlyargs, one.args.vararg, one.args.kwarg):
                            if parameter is not None:
                                parameter.annotation = None
                return ast.dump(node)
            read("", f"{directory}/{main}")
            whole = ast.parse(open(packed, encoding="utf-8").read()).body
            sent = [ast.dump(n) for n in whole if not isinstance(n, (ast.Import, ast.ImportFrom))]
            places = {name: [sent.index(bare(n)) for n in body] for name, (body, _) in modules.items()}
            named = [n.name for body, _ in modules.values() for n in body if isinstance(n, (ast.FunctionDef, ast.ClassDef))]
            assigned = [target for body, _ in modules.values() for n in body if isinstance(n, ast.Assign) for target in n.targets]
            named += [t.id for a in assigned for t in ast.walk(a) if isinstance(t, ast.Name) and isinstance(t.ctx, ast.Store)]
            print(len(modules), sorted(sum(places.values(), [])) == list(range(len(sent))),
                  all(p == sorted(p) for p in places.values()),
                  all(max(places[need]) < max(places[name]) for name, (_, needs) in modules.items() for need in needs),
                  [name for name in named if named.count(name) > 1 or hasattr(builtins, name)])
            """;
        var content = NodeProgram.Whole(main);
        var packed = Path.GetTempFileName();
        File.WriteAllText(packed, content);
        var run = Tool.Run("", "/", "python3", "-c", compare, Repository.PathOf("components", "Infra.Core", "Boot"), main, packed);
        var flakes = Tool.IsOnPath("pyflakes3") ? Tool.Run("", "/", "pyflakes3", packed).Output : "";
        File.Delete(packed);

        Assert.Equal($"{sources} True True True []", run.Output.Trim());
        Assert.DoesNotContain(flakes.Split('\n'), line =>
            line.Contains("undefined name", StringComparison.Ordinal) && !line.Contains("'Any'", StringComparison.Ordinal)
        );
        Assert.DoesNotContain("\n# ", content, StringComparison.Ordinal);
        Assert.DoesNotContain("  \"\"\"", content, StringComparison.Ordinal);
    }

    /// <summary>Names are replaced consistently and without collisions; nothing else changes.</summary>
    [SkippableFact]
    public void Program_ShortNames_MeanWhatTheLongOnesDo()
    {
        Skip.IfNot(Tool.IsOnPath("python3"), "needs python3");
        const string compare = """
            import ast, builtins, keyword, sys
            long, short = (ast.parse(open(path, encoding="utf-8").read()) for path in sys.argv[1:])
            names, imported, attributes = {}, set(), set()
            def same(one, other, name=False):
                if name:
                    if names.setdefault(one, other) != other:
                        sys.exit(f"{one} is {names[one]}, and {other}")
                elif type(one) is not type(other):
                    sys.exit(f"{one!r} is not {other!r}")
                elif isinstance(one, ast.AST):
                    if isinstance(one, (ast.Import, ast.ImportFrom)):
                        imported.update(alias.name for alias in one.names)
                    if isinstance(one, ast.Attribute):
                        attributes.add(one.attr)
                    for field in one._fields:
                        is_name = (type(one), field) in (
                            (ast.Name, "id"), (ast.FunctionDef, "name"), (ast.arg, "arg"),
                            (ast.ExceptHandler, "name"), (ast.MatchAs, "name"), (ast.MatchStar, "name"))
                        same(getattr(one, field), getattr(other, field), is_name)
                elif isinstance(one, list):
                    if len(one) != len(other):
                        sys.exit("another length")
                    for pair in zip(one, other):
                        same(*pair)
                elif one != other:
                    sys.exit(f"{one!r} is not {other!r}")
            same(long, short)
            changed = {name for name, other in names.items() if name != other}
            wrong = [name for name in changed if hasattr(builtins, name) or name in imported or name in attributes
                     or hasattr(builtins, names[name]) or keyword.iskeyword(names[name]) or names[name] in imported]
            print(len(set(names.values())) == len(names), len(changed) > 100, wrong)
            """;
        var (whole, packed) = (Path.GetTempFileName(), Path.GetTempFileName());
        File.WriteAllText(whole, NodeProgram.Whole(NodeProgram.Main));
        File.WriteAllText(packed, NodeProgram.Pushed);
        var run = Tool.Run("", "/", "python3", "-c", compare, whole, packed);
        File.Delete(whole);
        File.Delete(packed);

        Assert.Equal("True True []", run.Output.Trim());
    }

    [Theory]
    [InlineData("def long(first, second):\n return first.long(second=first)\n", "def long(a, second):\n return a.long(second=a)\n")]
    [InlineData(
        "value = 1\nprint(f'{value:04} {{value}} {value!r}', 'value', {'value': value})\n",
        "a = 1\nprint(f'{a:04} {{value}} {a!r}', 'value', {'value': a})\n"
    )]
    [InlineData(
        "kind = 2\nif kind != 3:\n print(rb'kind' + kind, f'{kind != 3}{f(kind)}')\n",
        "a = 2\nif a != 3:\n print(rb'kind' + a, f'{a != 3}{f(a)}')\n"
    )]
    [InlineData("import os\nos, a = 1, 2\nfor item in a:\n print(item)\n", "import os\nos, a = 1, 2\nfor b in a:\n print(b)\n")]
    public void ShortNames_OfAProgram_ChangeWhatIsItsOwn(string program, string packed) => Assert.Equal(packed, ShortNames.In(program));

    [Fact]
    public void Program_Text_IsACommandWithItsUsage()
    {
        Assert.StartsWith("#!/usr/bin/python3 -I\n\"\"\"", NodeProgram.Pushed, StringComparison.Ordinal);
        Assert.Contains("usage: infra-apply", NodeProgram.Pushed, StringComparison.Ordinal);
    }
}
