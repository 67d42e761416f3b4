# repave:sysprep 1
# Seals this machine, which must be a copy: afterwards it can only be made an image of. A scheduled task does it, because sysprep
# outlives the run command. It switches the machine off when all went well, and only then; otherwise it stays on with its logs.
param()

Set-StrictMode -Version 2.0
$ErrorActionPreference = 'Stop'
$ProgressPreference = 'SilentlyContinue'

$folder = "$env:ProgramData\Repave"
$task = 'Repave seal'

$seal = @'
Set-StrictMode -Version 2.0
$ErrorActionPreference = 'Continue'
$folder = "$env:ProgramData\Repave"
$log = "$env:SystemRoot\Temp\repave-seal.log"
$sysprep = "$env:SystemRoot\System32\Sysprep"
$state = 'HKLM:\SOFTWARE\Microsoft\Windows\CurrentVersion\Setup\State'

function Write-Log([string] $Text) { Add-Content -LiteralPath $log -Value "$(Get-Date -Format o) $Text" }
function Test-Sealed { (Get-ItemProperty -LiteralPath $state).ImageState -eq 'IMAGE_STATE_GENERALIZE_RESEAL_TO_OOBE' }

try {
    Start-Sleep -Seconds 20
    # Old logs and answer files would mislead sysprep and whoever reads the logs (Azure: remove machine specific information, 2026-02).
    foreach ($old in "$env:SystemRoot\Panther", "$sysprep\Panther", "$sysprep\unattend.xml") {
        if (Test-Path -LiteralPath $old) { Remove-Item -LiteralPath $old -Recurse -Force -ErrorAction SilentlyContinue }
    }
    # Machines made from the image hang in their first start when this driver may not start (same document).
    Set-ItemProperty -LiteralPath 'HKLM:\SYSTEM\CurrentControlSet\Services\cdrom' -Name Start -Value 1 -Type DWord

    $arguments = '/generalize', '/oobe', '/quiet', '/quit', '/mode:vm'
    $process = Start-Process -FilePath "$sysprep\sysprep.exe" -ArgumentList $arguments -PassThru
    if (-not $process.WaitForExit(45 * 60 * 1000)) { Write-Log 'sysprep did not end' }
    for ($i = 0; $i -lt 60 -and -not (Test-Sealed); $i++) { Start-Sleep -Seconds 5 }
    if (Test-Sealed) {
        # Nothing of this stays in the image. Removing a task does not stop what it runs.
        Unregister-ScheduledTask -TaskName 'Repave seal' -Confirm:$false
        Remove-Item -LiteralPath $folder, $log -Recurse -Force -ErrorAction SilentlyContinue
        Stop-Computer -Force
    }
    else { Write-Log 'not sealed' }
}
catch { Write-Log $_.Exception.Message }
'@

New-Item -ItemType Directory -Path $folder -Force | Out-Null
Set-Content -LiteralPath "$folder\seal.ps1" -Value $seal -Encoding UTF8

$powershell = "$env:SystemRoot\System32\WindowsPowerShell\v1.0\powershell.exe"
$argument = '-NoProfile -NonInteractive -ExecutionPolicy Bypass -File "{0}\seal.ps1"' -f $folder
$action = New-ScheduledTaskAction -Execute $powershell -Argument $argument
$principal = New-ScheduledTaskPrincipal -UserId 'SYSTEM' -LogonType ServiceAccount -RunLevel Highest
$settings = New-ScheduledTaskSettingsSet -ExecutionTimeLimit (New-TimeSpan -Hours 2)
Register-ScheduledTask -TaskName $task -Action $action -Principal $principal -Settings $settings -Force | Out-Null
Start-ScheduledTask -TaskName $task
Write-Output 'sysprep begun'
