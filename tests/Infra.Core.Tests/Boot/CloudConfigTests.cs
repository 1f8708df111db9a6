using Infra.Core.Boot;
using Infra.Core.Bundle;
using Infra.Core.Spec;
using Infra.Core.Tests.Fixtures;
using YamlDotNet.RepresentationModel;

namespace Infra.Core.Tests.Boot;

public class CloudConfigTests
{
    [Fact]
    public void Files_ReadBackAsYaml_AreTheSameBytes()
    {
        var plan = SmallProject.Plan();
        var bundle = BundleCompiler.FirstBoot(plan, "orders-db-1");
        var text = CloudConfig.Write("orders-db-1", SmallProject.OperatorKeys, bundle, NodePlatform.For(plan.Spec.Cloud), UserData.TokenPlace);
        var yaml = new YamlStream();
        yaml.Load(new StringReader(text));

        var files = ((YamlSequenceNode)yaml.Documents[0].RootNode["write_files"]).ToDictionary(
            f => ((YamlScalarNode)f["path"]).Value!, f => ((YamlScalarNode)f["content"]).Value!);

        Assert.Equal(bundle.ToJson(), files["/etc/infra/bundle.json"]);
        Assert.Equal(UserData.TokenPlace + "\n", files["/etc/infra/enrolment-token"]);
        Assert.All(NodeProgram.Files, f => Assert.Equal(f.Content, files[f.Path]));
    }

    /// <summary>sshd starts after files are written and before the bundle is applied: it must not go by the image's settings meanwhile.</summary>
    [Theory]
    [InlineData(CloudKind.Local)]
    [InlineData(CloudKind.Aws)]
    [InlineData(CloudKind.Azure)]
    [InlineData(CloudKind.Gcp)]
    public void Files_OfSshd_AreWrittenBeforeItStarts(CloudKind cloud)
    {
        var bundle = BundleCompiler.FirstBoot(SmallProject.Plan(cloud), "orders-db-1");
        var yaml = new YamlStream();
        yaml.Load(new StringReader(CloudConfig.Write("orders-db-1", SmallProject.OperatorKeys, bundle, NodePlatform.For(cloud), UserData.TokenPlace)));

        // Not deferred, which is after sshd's start.
        var files = (YamlSequenceNode)yaml.Documents[0].RootNode["write_files"];
        Assert.DoesNotContain(files, file => ((YamlMappingNode)file).Children.ContainsKey("defer"));
        Assert.Equal(SmallProject.OperatorKeys.File, Content("/etc/ssh/infra_authorized_keys"));
        Assert.Equal(
            "AllowUsers ops\nAuthenticationMethods publickey\nAuthorizedKeysFile /etc/ssh/infra_authorized_keys\nAuthorizedKeysCommand none\nTrustedUserCAKeys none\nPermitUserRC no\nDisableForwarding yes\n",
            Content("/etc/ssh/sshd_config.d/00-infra.conf"));
        Assert.All(Content("/etc/ssh/sshd_config.d/00-infra.conf").Split('\n'), line => Assert.Contains(line, bundle.Files.Single(file => file.Path == NodeFiles.SshdPath).Content.Split('\n')));

        // Google's agent makes accounts of what the instance's metadata says.
        var agent = files.SingleOrDefault(file => ((YamlScalarNode)file["path"]).Value == "/etc/default/instance_configs.cfg");
        Assert.Equal(cloud == CloudKind.Gcp ? "[Daemons]\naccounts_daemon = false\n" : null, ((YamlScalarNode?)agent?["content"])?.Value);

        string Content(string path)
        {
            var file = Assert.Single(files, file => ((YamlScalarNode)file["path"]).Value == path);
            Assert.Equal("0644", ((YamlScalarNode)file["permissions"]).Value);
            return ((YamlScalarNode)file["content"]).Value!;
        }
    }

    /// <summary>Nodes get the sources' code: only comments, docstrings, the types of parameters and results, and what made these lazy may be missing.</summary>
    [SkippableFact]
    public void Program_Files_AreTheSourcesCode()
    {
        Skip.IfNot(Tool.IsOnPath("python3"), "needs python3");
        const string compare = """
            import ast, sys
            def tree(path, bare):
                read = ast.parse(open(path, encoding="utf-8").read())
                if bare:
                    read.body = [node for node in read.body if not (isinstance(node, ast.ImportFrom) and node.module == "__future__")]
                for node in ast.walk(read) if bare else ():
                    if isinstance(node, (ast.Module, ast.FunctionDef, ast.ClassDef)) and ast.get_docstring(node) is not None and "usage: infra-apply" not in ast.get_docstring(node):
                        del node.body[0]
                    if isinstance(node, ast.FunctionDef):
                        node.returns = None
                        for one in (*node.args.args, *node.args.kwonlyargs, node.args.vararg, node.args.kwarg):
                            if one is not None:
                                one.annotation = None
                return ast.dump(read)
            print(tree(sys.argv[1], False) == tree(sys.argv[2], True))
            """;
        var sources = Repository.PathOf("components", "Infra.Core", "Boot", "node");
        Assert.All(NodeProgram.Files, file =>
        {
            var path = Path.GetTempFileName();
            File.WriteAllText(path, file.Content);
            var run = Tool.Run("", "/", "python3", "-c", compare, path, Path.Combine(sources, file.Path["/usr/local/".Length..]));
            File.Delete(path);
            Assert.Equal("True", run.Output.Trim());
        });
        Assert.DoesNotContain(NodeProgram.Files, file => file.Content.Contains("\n# ", StringComparison.Ordinal) || file.Content.Contains("  \"\"\"", StringComparison.Ordinal));
        Assert.Contains("usage: infra-apply", NodeProgram.Files.Single(file => file.Path == NodeProgram.Command).Content, StringComparison.Ordinal);
    }

    [Fact]
    public void Program_Files_AreTheCommandAndItsModules()
    {
        Assert.Contains(NodeProgram.Files, f => f.Path == NodeProgram.Command && f.Mode == "0755" && f.Content.StartsWith("#!/usr/bin/python3 -I\n", StringComparison.Ordinal));
        Assert.All(NodeProgram.Files.Where(f => f.Path != NodeProgram.Command), f =>
            Assert.True(f.Path.StartsWith("/usr/local/lib/infra/", StringComparison.Ordinal) && f.Path.EndsWith(".py", StringComparison.Ordinal) && f.Mode == "0644", f.Path));
    }
}
